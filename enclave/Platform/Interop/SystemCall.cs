namespace NeoServiceLayer.Enclave.Platform.Interop;

/// <summary>Numbers of system calls (x86-64), for the filter.</summary>
internal static class SystemCall
{
    internal const int Read = 0;
    internal const int Write = 1;
    internal const int Close = 3;
    internal const int MapMemory = 9;
    internal const int ProtectMemory = 10;
    internal const int UnmapMemory = 11;
    internal const int MoveBreak = 12;
    internal const int SignalAction = 13;
    internal const int SignalMask = 14;
    internal const int SignalReturn = 15;
    internal const int YieldProcessor = 24;
    internal const int RemapMemory = 25;
    internal const int AdviseMemory = 28;
    internal const int Sleep = 35;
    internal const int GetProcess = 39;
    internal const int Clone = 56;
    internal const int Exit = 60;
    internal const int SystemInformation = 99;
    internal const int SignalStack = 131;
    internal const int GetThread = 186;
    internal const int Futex = 202;
    internal const int GetAffinity = 204;
    internal const int GetTime = 228;
    internal const int SleepByClock = 230;
    internal const int ExitAll = 231;
    internal const int SignalThread = 234;
    internal const int OpenAt = 257;
    internal const int SetRobustList = 273;
    internal const int Limits = 302;
    internal const int GetRandom = 318;
    internal const int MemoryBarrier = 324;
    internal const int RestartableSequence = 334;
    internal const int Clone3 = 435;

    // What a just-in-time compiler and its loader do beside.
    internal const int Stat = 4;
    internal const int FileStat = 5;
    internal const int Seek = 8;
    internal const int Control = 16;
    internal const int ReadAt = 17;
    internal const int Access = 21;
    internal const int ReadLink = 89;
    internal const int FileControl = 72;
    internal const int LockFile = 73;
    internal const int Truncate = 77;
    internal const int GetFolder = 79;
    internal const int ListFolder = 217;
    internal const int StatAt = 262;
    internal const int MakeMemoryFile = 319;
}
