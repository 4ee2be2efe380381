using NeoServiceLayer.Enclave.Local;

return LocalProgram.Run(args, Console.Out, Console.Error);
