namespace NeoServiceLayer.Enclave.Sandbox.Link;

/// <summary>A job as it is sent.</summary>
internal static class JobFrame
{
    internal static ReadOnlyMemory<byte> Write(SandboxJob job)
    {
        FrameWriter frame = new FrameWriter(FrameKind.Job)
            .Text(job.SourceCode)
            .Text(job.Handler)
            .Bytes(job.Parameters.Span)
            .Bytes(job.Seed.Span)
            .Int64(job.Time.UtcTicks)
            .Int32(job.TimeoutMs)
            .Int32(job.MemoryMiB)
            .Int64(job.Statements)
            .Int32(job.Environment.Count);
        foreach ((string name, string value) in job.Environment)
        {
            frame.Text(name).Text(value);
        }

        frame.Int32(job.Features.Count);
        foreach (string feature in job.Features)
        {
            frame.Text(feature);
        }

        return frame.Frame();
    }

    /// <exception cref="FormatException">It is none.</exception>
    internal static SandboxJob Read(ReadOnlySpan<byte> fields)
    {
        FieldReader reader = new(fields);
        SandboxJob job = new()
        {
            SourceCode = reader.Text(),
            Handler = reader.Text(),
            Parameters = reader.Bytes().ToArray(),
            Seed = reader.Bytes().ToArray(),
            Time = new DateTimeOffset(reader.Int64(), TimeSpan.Zero),
            TimeoutMs = reader.Int32(),
            MemoryMiB = reader.Int32(),
            Statements = reader.Int64(),
            Environment = Variables(ref reader),
            Features = Features(ref reader),
        };
        reader.End();
        return job;
    }

    private static Dictionary<string, string> Variables(ref FieldReader reader)
    {
        Dictionary<string, string> variables = [];
        for (int left = reader.Count(); left > 0; left--)
        {
            variables.Add(reader.Text(), reader.Text());
        }

        return variables;
    }

    private static string[] Features(ref FieldReader reader)
    {
        string[] features = new string[reader.Count()];
        for (int i = 0; i < features.Length; i++)
        {
            features[i] = reader.Text();
        }

        return features;
    }
}
