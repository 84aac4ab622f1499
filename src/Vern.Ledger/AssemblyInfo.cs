[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Vern.Ledger.Tests")]
