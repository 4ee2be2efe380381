namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl approve --help</c> and <c>nsl reject --help</c> say.</summary>
internal static class ApprovalHelp
{
    internal static void Write(TextWriter output) => output.WriteLine(
        """
        Approves or rejects a request of another key of the account, which the account's approval policy holds back. nsl account list-approvals lists
        those that wait, nsl account set-approval-policy says what needs approval.

        Usage: nsl [options] approve ID [--yes] [--payload FILE] [--hash HEX]
               nsl [options] reject ID [--yes] [--payload FILE] [--hash HEX]

          ID              the approval's id, as the refused request and list-approvals name it
          --yes           does not ask on the terminal, after what is approved was shown
          --payload FILE  the request's payload, as who asks sent it, where it was too long to be kept
          --hash HEX      the hash, as who asks was told it: needed where the payload is a secret, which the enclave shows nobody

        What is asked for is shown first. Its hash is made here, from what is shown and from the home's own deployment and account, and that hash is
        what is sent: the enclave approves nothing else. If it is not the hash that the gateway tells, the exit code is 4.
        """);
}
