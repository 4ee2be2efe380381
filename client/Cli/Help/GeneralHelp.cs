using NeoServiceLayer.Cli.Arguments;
using NeoServiceLayer.Cli.Output;
using NeoServiceLayer.Contracts.Account;
using NeoServiceLayer.Contracts.Secrets;
using NeoServiceLayer.Protocol.Operations;

namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl</c>, <c>nsl --help</c> and <c>nsl SERVICE --help</c> say.</summary>
internal static class GeneralHelp
{
    internal static void Write(TextWriter output, IReadOnlyList<Operation> operations)
    {
        output.WriteLine(
            """
            nsl: calls the operations of a Neo Service Layer gateway.

            Usage: nsl [options] SERVICE OPERATION [--field value …]
                   nsl [options] call SERVICE OPERATION ['{json}' | @file | -]
                   nsl [options] doctor
                   nsl [options] attest --pcrs FILE [--local-root FILE] [--nonce HEX] [--document FILE --at TIME]
                   nsl [options] operator key|status|genesis|accept|provide|rotate|accept-state …
                   nsl [options] session start|challenge|list|end …
                   nsl [options] approve|reject ID [--yes] [--payload FILE] [--hash HEX]
                   nsl [options] function dev|deploy|hash FILE …
                   nsl [options] receipt verify FILE [--pcrs FILE] [--local-root FILE] [--request FILE] [--response FILE | --ledger-proof FILE]
                   nsl [options] receipt show FILE | list | accept-lineage ID
                   nsl SERVICE [OPERATION] --help

            Options:
              --url URL         the gateway; else NSL_URL, else http://127.0.0.1:8080
              --home DIR        the account's key and receipts; else NSL_HOME, else ~/.nsl
              --json            prints the answer as it came, on one line
              --request-id ID   repeats an earlier request: what was done under that id is not done again
              --seal            seals the call to the enclave, so that the gateway reads nothing of it; what is secret is sealed without
                                this too, once the enclave was attested for the home's account
              --session         stamps with the home's session (nsl session start), and not with its account's key
              --pcrs FILE, --local-root FILE
                                attest the enclave by these first, as nsl attest does, and keep them and its key in the home
              --help, --version

            Values: nested fields as --key.kind value, lists by repeating the flag, anything else as JSON;
              @file reads a file, - the standard input (less one line ending), @@text is text that begins with @.
            Exit: 0 done, 1 refused, 2 usage, 3 not reachable, 4 not trusted.
            """);
        foreach (IGrouping<string, Operation> service in operations.GroupBy(operation => operation.Service))
        {
            output.WriteLine();
            Service(output, service.Key, service);
        }
    }

    internal static void Attest(TextWriter output) => output.WriteLine(
        """
        Verifies an attestation document of Nitro's security module: the gateway's enclave is asked for one now, or one that was
        kept is read from a file.

        Usage: nsl [options] attest --pcrs FILE [--local-root FILE] [--nonce HEX]
               nsl [options] attest --document FILE --at TIME [--pcrs FILE] [--local-root FILE] [--nonce HEX]

          --pcrs FILE        the registers that it must have, as nitro-cli prints them; release (PCR1) and configuration (PCR2)
                             are named apart. A kept document may be read without; any program can have made it then
          --nonce HEX        the nonce that it must have; a random one is sent if the gateway is asked and none is given
          --document FILE    a document, as it was received
          --at TIME          when it was received, like 2026-01-31T12:00:00Z
          --local-root FILE  accepts documents of this one root, and no others: for local mode, where nothing is protected

        If the gateway is asked and the home has an account, the enclave must be of that account's deployment too, and what it was
        compared with is kept: the boots that sign the account's receipts are held to it from then on.
        If a check fails, the first is on stderr and the exit code is 4.
        """);

    internal static void Receipt(TextWriter output) => output.WriteLine(
        """
        Receipts: what the enclave signed for each answer to this home's account. They are kept in the home, beside the
        attestation document of the boot that signed.

        Usage: nsl [options] receipt verify FILE [--pcrs FILE] [--local-root FILE] [--request FILE]
                                    [--response FILE | --ledger-proof FILE] [--boot FILE]
               nsl [options] receipt show FILE
               nsl [options] receipt list
               nsl [options] receipt accept-lineage ID

          verify             checks a receipt with the document of its boot, at that document's time, and asks nobody
          show               what a receipt says, without a check
          list               those of the home, oldest first
          accept-lineage     goes on with a lineage that the deployment's operators have named, after they accepted an older state;
                             what was seen of another is no longer asked for
          --pcrs FILE        the registers that the document must have, as nitro-cli prints them; any program can have
                             made it without
          --local-root FILE  accepts documents of this one root, and no others: for local mode, where nothing is protected
          --request FILE     the request's payload that the receipt must be for
          --response FILE    the answer's payload that the receipt must be for
          --ledger-proof FILE  likewise the answer of gasbank.getLedgerProof, whose sums are checked too: that this balance is part
                             of all that the bank owes, in the state that the receipt names
          --boot FILE        the boot's document and identity, if the home does not have it

        If a check fails, the first is on stderr and the exit code is 4.
        """);

    internal static void Register(TextWriter output) => output.WriteLine(
        $"""
        {AccountOperations.Register.Summary}

        Usage: nsl [options] account register --name NAME [--invitation TOKEN]

          --name NAME         what people call the account
          --invitation TOKEN  a JWS of an admin key, where registration is not open

        It makes the key too: key.pem in the home, for you alone. Who has it has the account. Later calls are stamped with it.
        If this is interrupted, type it again: it goes on where it stopped, and begins no second account.
        """);

    internal static void SecretValue(TextWriter output) => output.WriteLine(
        $"""
        {SecretsOperations.GetSecretValue.Summary}

        Usage: nsl [options] secrets get-secret-value --secret-id ID [--version N] [--out FILE]
               nsl [options] secrets get-secret-value --secret-id ID [--version N] --recipient-key BASE64

          --secret-id ID          which secret
          --version N             which version; the current one when absent
          --out FILE              writes the value's very bytes to a file, for you alone if it is new; else it is printed as text
          --recipient-key BASE64  has it sealed to a key of somebody's else, and prints the sealed answer

        Without --recipient-key the value is sealed to a key made for this call, and opened here: the gateway does not see it. If what
        comes is not this secret's value in this version, of the deployment that the home's account belongs to, the exit code is 4.
        """);

    internal static void Service(TextWriter output, string service, IEnumerable<Operation> operations)
    {
        output.WriteLine(service + ":");
        Columns.Write(output, [.. operations.Select(operation => new[] { Spelling.Kebab(operation.Name), operation.Summary })], "  ");
    }
}
