using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace NeoServiceLayer.Gateway.Http;

/// <summary>Marks connections to the admin's address.</summary>
internal sealed class AdminMark
{
    private static readonly AdminMark Instance = new();

    internal static void Put(ListenOptions listen) => listen.Use(static next => connection =>
    {
        connection.Features.Set(Instance);
        return next(connection);
    });

    internal static bool IsOn(IFeatureCollection features) => features.Get<AdminMark>() is not null;
}
