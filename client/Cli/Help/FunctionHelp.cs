namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl function dev|deploy|hash --help</c> says.</summary>
internal static class FunctionHelp
{
    internal static void Write(TextWriter output) => output.WriteLine(
        """
        Functions, for whoever writes one: an ES module in a file.

        Usage: nsl function dev FILE [--parameters JSON] [--secret NAME=@FILE …] [--watch] [more below]
               nsl [options] function deploy FILE --name NAME [--secret NAME=ID …] [--wallet NAME=ID …] [more below]
               nsl function hash FILE [--secret NAME=ID …] [--wallet NAME=ID …] [more below]

          dev     runs it here, in the same sandbox as the enclave's, and prints its log, its result and what it took. No gateway
                  is asked: its storage is in memory, its secrets are those named here, fetch goes straight to the host, and there is
                  no chain and no wallet. Exit 1: the function failed
          deploy  makes the function of that name, or its next version if what it is made of differs from the latest one; what is
                  not said is as in that. Says what still has to be granted to it, as commands
          hash    the source hash, which grants name; all that counts has to be said, as at the first deploy

        Of all three:
          --handler NAME           the export that runs; handler when absent
          --env NAME=VALUE         a variable; VALUE may be @file
          --host HOST              a host that it may fetch from; with a port in local mode
        Of dev:
          --parameters JSON        the handler's argument; @file and - are read
          --secret NAME=@FILE      a secret's value
          --roots FILE             who certifies the hosts, in PEM; the machine's own authorities when absent
          --seed HEX, --time TIME  random numbers and time that are the same every time
          --watch                  again whenever the file has changed; what was stored is kept meanwhile
        Of deploy:
          --description TEXT, --bank-account-id ID
          --no-activate            the new version does not run yet
        Of dev and deploy:
          --timeout-ms N, --memory-mib N, --statements N
        """);
}
