namespace NeoServiceLayer.Cli.Help;

/// <summary>What <c>nsl session --help</c> says.</summary>
internal static class SessionHelp
{
    internal static void Write(TextWriter output) => output.WriteLine(
        """
        Sessions: a Neo key or a passkey of an account opens one, and its key, made here for some hours, then stamps as the account's
        own keys do. nsl account add-key --kind neo, or --kind webauthn, adds such a key first.

        Usage: nsl [options] session start --neo-key FILE | --wif VALUE [--account ID] [--scopes SCOPE …] [--expires-at TIME] [--name NAME]
               nsl [options] session challenge
               nsl [options] session start --webauthn-assertion FILE [--scopes SCOPE …] [--expires-at TIME] [--name NAME]
               nsl [options] session list
               nsl [options] session end [--session-id ID]

          start       opens a session, which the home keeps: it stamps with it where it has no account's key, and with --session
          challenge   makes a session's key, and prints what a passkey must sign for it; start then takes what it signed
          list        the account's sessions
          end         ends the home's session and forgets it, or another of the account by its id

          --neo-key FILE             a file with the Neo key as WIF, readable by you alone; the key signs here and is not sent
          --wif VALUE                the same as a value: @file, or - for the standard input
          --webauthn-assertion FILE  what navigator.credentials.get gave, as toJSON() writes it
          --account ID               the account, if the home has none yet
          --scopes SCOPE             what the session may do; all that the key may but for guard operations when absent
          --expires-at TIME          when it ends, within 24 hours, like 2026-01-31T12:00:00Z; in an hour when absent
          --name NAME                what people call it
        """);
}
