namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl operator --help</c> says.</summary>
internal static class OperatorHelp
{
    internal static void Write(TextWriter output) => output.WriteLine(
        """
        What those do who hold a deployment's root key in shares: k of n of them bring it to each boot of the enclave.

        Usage: nsl operator key --key FILE --name NAME
               nsl [options] operator status [--share FILE --pcrs FILE [--lineage ID]]
               nsl [options] operator genesis --key FILE --pcrs FILE
               nsl [options] operator accept --key FILE --share FILE --pcrs FILE
               nsl [options] operator provide --key FILE --share FILE --pcrs FILE [--new] [--lineage ID]
               nsl [options] operator rotate --key FILE --pcrs FILE
               nsl [options] operator accept-state --key FILE --pcrs FILE --head HEAD --reason TEXT

          key       makes a key, and prints what the measured configuration's operators.members must have of it
          status    who has asked, and who has provided, as the gateway has it; with --share it notes there which state the enclave serves
          genesis   asks for a new deployment; when enough have, the enclave makes its root key, splits it, and forgets it
          accept    keeps the share that was dealt to you, in a new file
          provide   brings your share to this boot; with enough of them the enclave serves
          rotate    asks for new shares of the same root key; accept keeps yours, and the old ones are to be destroyed
          accept-state
                    signs that the enclave goes on from the state that it has, although a later one was seen: after a disaster, from a backup;
                    when enough have signed the same, a new lineage begins, which everybody has to be told by its name

          --key FILE         your private key, PEM, readable by you alone
          --share FILE       your share, sealed to that key
          --pcrs FILE        the registers that the enclave must have, as nitro-cli prints them: nothing is sent to any other
          --local-root FILE  accepts documents of this one root, and no others: for local mode, where nothing is protected
          --head HEAD        the head of the state that there is, as status shows it and the operators agreed on
          --reason TEXT      why it is accepted, up to 200 characters, the same for all; whoever asks for the status reads it
          --lineage ID       the lineage that the operators accepted, where your share's file has another
          --new              the deployment has no state although your share was provided before: its store may be empty

        If the enclave is not what it must be, the check that failed is on stderr and the exit code is 4.
        """);
}
