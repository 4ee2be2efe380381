namespace NeoServiceLayer.Image.Arguments;

/// <summary>The command line is not right. The message is one sentence that says what to write instead.</summary>
internal sealed class UsageException(string sentence) : Exception(sentence);
