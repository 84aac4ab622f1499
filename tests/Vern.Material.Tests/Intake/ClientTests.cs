using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using Vern.Material.Intake;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Intake;

/// <summary>A client of the protocol that nobody here wrote: npm's cybertipline-tools, unchanged but for the address (Client/README.md).</summary>
public sealed class ClientTests
{
    /// <summary>The Node of Playwright's package for this machine; where it is missing the test says so.</summary>
    private static string Node
    {
        get
        {
            var package = typeof(ClientTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Playwright").Value!;
            var system = OperatingSystem.IsWindows() ? "win32" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return Path.Combine(package, ".playwright", "node", OperatingSystem.IsWindows() ? "win32_x64" : $"{system}-{(RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "arm64" : "x64")}", OperatingSystem.IsWindows() ? "node.exe" : "node");
        }
    }

    [Fact]
    public async Task Cybertipline_tools_makes_all_its_calls_unchanged()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        using var alpha = await AProviderOf.EnrolAsync(rooms, "alpha");
        var folder = Path.Combine(AppContext.BaseDirectory, "Intake", "Client");
        var start = new ProcessStartInfo(Node) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Path.Combine(folder, "all-calls.cjs"), $"http://127.0.0.1:{rooms.Served.Address.Port}", $"{ServedRooms.Centre}.localhost", alpha.Name, alpha.Token]) start.ArgumentList.Add(argument);
        start.Environment["NODE_PATH"] = Path.Combine(folder, "vendor");
        using var node = Process.Start(start)!;
        var (output, errors) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(node.ExitCode == 0, await errors);
        using var told = JsonDocument.Parse(await output);
        JsonElement Of(string call) => told.RootElement.GetProperty(call);
        foreach (var call in (string[])["status", "opened", "uploaded", "described", "finished", "retracted"]) Assert.Equal(0, Of(call).GetProperty("responseCode").GetInt32());
        Assert.False(string.IsNullOrEmpty(Of("again").GetProperty("refused").GetString()));
        Assert.NotEqual("let in", Of("wrong").GetString());
        var report = (await AProviderOf.StoreOf(rooms).ReportAsync(Of("opened").GetProperty("reportId").GetInt64(), TestContext.Current.CancellationToken))!;
        Assert.Equal((IntakeState.Finished, "made-up words", "made-up.jpg", true), (report.State, report.Facts!.Words, report.Files[0].Facts.Name, report.Files[0].Facts.Viewed));
        Assert.Equal(Of("uploaded").GetProperty("hash").GetString(), report.Files[0].Counted.Md5);
    }
}
