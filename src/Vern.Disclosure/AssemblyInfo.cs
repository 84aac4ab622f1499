[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Vern.Disclosure.Tests")]
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Vern.Bench")]
