using Microsoft.EntityFrameworkCore;

namespace Vern.Platform.Workspaces;

/// <summary>A part of a workspace's database that one slice keeps: its own tables and its own migrations.</summary>
/// <param name="Name">What a back-up calls it.</param>
/// <param name="Make">A context on the workspace's database.</param>
public sealed record StorePart(string Name, Func<DbContext> Make);
