# shellcheck shell=bash
# The environment in which dotnet runs here: the same everywhere, quiet, and with nothing left running afterwards.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 # a bare machine has no ICU, and nothing here needs it
export DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_NOLOGO=1
export DOTNET_CLI_TELEMETRY_OPTOUT=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true
export DOTNET_CLI_USE_MSBUILD_SERVER=0
export MSBUILDDISABLENODEREUSE=1
export UseSharedCompilation=false
