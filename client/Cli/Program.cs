using NeoServiceLayer.Cli;
using NeoServiceLayer.Cli.Documents;

return await NslProgram.RunAsync(args, new SignedDocuments());
