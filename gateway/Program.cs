using NeoServiceLayer.Gateway;

return GatewayProgram.Run(args, Console.Out, Console.Error);
