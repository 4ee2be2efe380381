using NeoServiceLayer.Cli;
using NeoServiceLayer.Tests.Emulated;

// The nsl command for a session with an emulated enclave. It is no program of ours: it is only ever run from its build folder.
return await NslProgram.RunAsync(args, new EmulatedDocuments());
