using NeoServiceLayer.Enclave.Local;
using NeoServiceLayer.Enclave.Sandbox.Worker;

// As a worker it has nothing to do with the rest of the program, not even with the console.
return WorkerProcess.TryRun(args, out int exitCode) ? exitCode : LocalProgram.Run(args, Console.Out, Console.Error);
