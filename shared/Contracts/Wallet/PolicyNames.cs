using System.Text.Json.Serialization;
using NeoServiceLayer.Protocol.Json;

namespace NeoServiceLayer.Contracts.Wallet;

/// <summary>A scope that a policy has to name: none and calledByEntry need no name.</summary>
[JsonConverter(typeof(EnumNameConverter<PolicyScope>))]
public enum PolicyScope
{
    /// <summary>Contracts that the signer lists.</summary>
    [JsonStringEnumMemberName("customContracts")]
    CustomContracts,

    /// <summary>Contracts of groups that the signer lists.</summary>
    [JsonStringEnumMemberName("customGroups")]
    CustomGroups,

    /// <summary>Wherever the signer's rules say.</summary>
    [JsonStringEnumMemberName("witnessRules")]
    WitnessRules,

    /// <summary>Everywhere.</summary>
    [JsonStringEnumMemberName("global")]
    Global,
}

/// <summary>An attribute that a policy has to name.</summary>
[JsonConverter(typeof(EnumNameConverter<PolicyAttribute>))]
public enum PolicyAttribute
{
    /// <summary>Before others, for committee members.</summary>
    [JsonStringEnumMemberName("highPriority")]
    HighPriority,

    /// <summary>Not in a block below a height.</summary>
    [JsonStringEnumMemberName("notValidBefore")]
    NotValidBefore,

    /// <summary>In the place of another transaction.</summary>
    [JsonStringEnumMemberName("conflicts")]
    Conflicts,

    /// <summary>A notary collects the signatures.</summary>
    [JsonStringEnumMemberName("notaryAssisted")]
    NotaryAssisted,
}

/// <summary>What a call allows the contract.</summary>
[JsonConverter(typeof(EnumNameConverter<PolicyCallFlag>))]
public enum PolicyCallFlag
{
    /// <summary>Read storage.</summary>
    [JsonStringEnumMemberName("readStates")]
    ReadStates,

    /// <summary>Write storage.</summary>
    [JsonStringEnumMemberName("writeStates")]
    WriteStates,

    /// <summary>Call other contracts.</summary>
    [JsonStringEnumMemberName("allowCall")]
    AllowCall,

    /// <summary>Send notifications.</summary>
    [JsonStringEnumMemberName("allowNotify")]
    AllowNotify,
}

/// <summary>A day of the week, with the numbers of <see cref="DayOfWeek"/>.</summary>
[JsonConverter(typeof(EnumNameConverter<PolicyDay>))]
public enum PolicyDay
{
    /// <summary>Sunday.</summary>
    [JsonStringEnumMemberName("sunday")]
    Sunday,

    /// <summary>Monday.</summary>
    [JsonStringEnumMemberName("monday")]
    Monday,

    /// <summary>Tuesday.</summary>
    [JsonStringEnumMemberName("tuesday")]
    Tuesday,

    /// <summary>Wednesday.</summary>
    [JsonStringEnumMemberName("wednesday")]
    Wednesday,

    /// <summary>Thursday.</summary>
    [JsonStringEnumMemberName("thursday")]
    Thursday,

    /// <summary>Friday.</summary>
    [JsonStringEnumMemberName("friday")]
    Friday,

    /// <summary>Saturday.</summary>
    [JsonStringEnumMemberName("saturday")]
    Saturday,
}
