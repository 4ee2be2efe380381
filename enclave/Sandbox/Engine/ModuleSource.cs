using Jint;
using NeoServiceLayer.Contracts.Function;
using Prepared = Jint.Prepared<Acornima.Ast.Module>;

namespace NeoServiceLayer.Enclave.Sandbox.Engine;

/// <summary>Reads a module. It runs none of it, but parses what others wrote: only a worker may do it.</summary>
internal static class ModuleSource
{
    /// <summary>Reads it.</summary>
    /// <param name="source">The module.</param>
    /// <param name="file">What stacks call it.</param>
    /// <param name="regexTimeout">How long one match of its regular expressions may take.</param>
    /// <exception cref="ScriptFailedException">invalidModule: it is none.</exception>
    public static Prepared Prepare(string source, string file, TimeSpan regexTimeout)
    {
        try
        {
            return Jint.Engine.PrepareModule(source, file, new ModulePreparationOptions
            {
                StaticAnalysis = false,
                ParsingOptions = new ModuleParsingOptions { CompileRegex = false, RegexTimeout = regexTimeout },
            });
        }
        catch (ScriptPreparationException exception) when (exception.InnerException is Acornima.ParseErrorException error)
        {
            throw new ScriptFailedException(new ExecutionError
            {
                Code = ExecutionFailure.InvalidModule,
                Message = CleanText.Cut($"SyntaxError: {error.Error.Description}", 2048),
                Stack = $"at {file}:{error.LineNumber}:{error.Column}",
            });
        }
    }
}
