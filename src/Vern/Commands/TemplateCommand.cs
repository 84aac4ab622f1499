using System.CommandLine;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Platform.Localisation;

namespace Vern.Commands;

/// <summary><c>vern template</c>: the reporting form as a workbook, for bodies that run no Vern.</summary>
public static class TemplateCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var output = new Option<FileInfo>("--out") { Description = "Where the form goes; a file of that name is replaced.", Required = true };
        var language = new Option<string>("--language") { Description = "nb, en, da or sv.", DefaultValueFactory = _ => "nb" };
        language.AcceptOnlyFromAmong([.. Language.All.Select(known => known.Code)]);
        var year = new Option<int?>("--year") { Description = "The reporting year; last year when it is not given." };
        var command = new Command("template", """
            Writes the reporting form: an Excel workbook with lists to choose from, notes and examples.

            Example:
              vern template --out form.xlsx --language nb --year 2014
            """) { output, language, year };
        command.SetAction((result, _) =>
        {
            var file = result.GetValue(output)!;
            var of = result.GetValue(year) ?? TimeProvider.System.GetLocalNow().Year - 1;
            if (of is < 1990 or > 2200)
            {
                Console.Error.WriteLine($"vern template: --year {of}: a year from 1990 to 2200 was expected");
                return Task.FromResult(2);
            }
            try
            {
                WholeFile.Write(file.FullName, stream => ReportingTemplate.Write(stream, Language.Find(result.GetValue(language))!, of, ShippedRegister.Bodies));
                return Task.FromResult(0);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"vern template: {problem.Message.ReplaceLineEndings(" ")}");
                return Task.FromResult(2);
            }
        });
        return command;
    }
}
