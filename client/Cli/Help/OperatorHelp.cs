namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl operator --help</c> says.</summary>
internal static class OperatorHelp
{
    internal static void Write(TextWriter output) => output.WriteLine(
        """
        What those do who hold a deployment's root key in shares: k of n of them bring it to each boot of the enclave.

        Usage: nsl operator key --key FILE --name NAME
               nsl [options] operator status
               nsl [options] operator genesis --key FILE --pcrs FILE
               nsl [options] operator accept --key FILE --share FILE --pcrs FILE
               nsl [options] operator provide --key FILE --share FILE --pcrs FILE [--new]
               nsl [options] operator rotate --key FILE --pcrs FILE

          key       makes a key, and prints what the measured configuration's operators.members must have of it
          status    who has asked, and who has provided, as the gateway has it
          genesis   asks for a new deployment; when enough have, the enclave makes its root key, splits it, and forgets it
          accept    keeps the share that was dealt to you, in a new file
          provide   brings your share to this boot; with enough of them the enclave serves
          rotate    asks for new shares of the same root key; accept keeps yours, and the old ones are to be destroyed

          --key FILE         your private key, PEM, readable by you alone
          --share FILE       your share, sealed to that key
          --pcrs FILE        the registers that the enclave must have, as nitro-cli prints them: nothing is sent to any other
          --local-root FILE  accepts documents of this one root, and no others: for local mode, where nothing is protected
          --new              the deployment has no state although your share was provided before: its store may be empty

        If the enclave is not what it must be, the check that failed is on stderr and the exit code is 4.
        """);
}
