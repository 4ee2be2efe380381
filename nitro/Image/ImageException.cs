namespace NeoServiceLayer.Image;

/// <summary>What was given cannot be used: an image, an archive's list, a key. The message is one sentence that may be shown.</summary>
internal sealed class ImageException(string sentence) : Exception(sentence);
