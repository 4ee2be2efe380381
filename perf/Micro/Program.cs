using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using NeoServiceLayer.Perf.Micro;

// Short runs in this process: no project is generated and no package is asked for. The code is compiled at run time here,
// without a profile; what the AOT binaries reach is for perf/Load to say. Ratios and allocated bytes are what to read.
Job job = Job.Default
    .WithToolchain(InProcessEmitToolchain.Instance)
    .WithWarmupCount(3)
    .WithIterationCount(5)
    .WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(150));
IConfig config = ManualConfig.CreateEmpty()
    .AddJob(job)
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .HideColumns(Column.Error, Column.RatioSD, Column.AllocRatio, Column.Gen0, Column.Gen1)
    .AddLogger(NullLogger.Instance)
    .WithOptions(ConfigOptions.DisableLogFile);

bool complete = true;
Type[] all =
[
    typeof(FramingBenchmarks), typeof(StrictJsonBenchmarks), typeof(EnvelopeBenchmarks), typeof(DispatchBenchmarks), typeof(PayloadBenchmarks),
    typeof(TransactionBenchmarks), typeof(ScriptBenchmarks), typeof(SigningBenchmarks), typeof(StampBenchmarks), typeof(ReceiptBenchmarks),
];
foreach (Type benchmarks in all)
{
    Summary summary = BenchmarkRunner.Run(benchmarks, config);
    complete &= summary.Reports.Length > 0 && summary.Reports.All(report => report.Success);
    Console.WriteLine(benchmarks.Name.Replace("Benchmarks", "", StringComparison.Ordinal));
    MarkdownExporter.Console.ExportToLog(summary, ConsoleLogger.Ascii);
}

return complete ? 0 : 1;
