using NeoServiceLayer.Image;

return ImageProgram.Run(args, Console.Out, Console.Error, Environment.GetEnvironmentVariable);
