# Everything is a script of build/; this is how they are called.
.DEFAULT_GOAL := help
.PHONY: help build run demo test test-full perf clean packages

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
# No build server stays behind.
export MSBUILDDISABLENODEREUSE := 1
export UseSharedCompilation := false

help: ## Lists the targets.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

packages:
	@build/check-sdk
	@build/install-packages

build: packages ## Publishes the programs to out/.
	@build/publish

run: build ## Starts enclave and gateway in local mode, plays a session, and stays up.
	@build/run-local stay

demo: build ## The same session, and ends.
	@build/run-local once

test: packages ## Runs the tests.
	@build/install-packages tests
	@build/test

test-full: packages ## Runs the tests and every other check, as CI does.
	@build/install-packages tests
	@build/test full

perf: build ## Measures, beside baselines in the same run.
	@perf/run.sh

clean: ## Removes what was built.
	@rm -rf out .nsl
	@find . -type d \( -name bin -o -name obj \) -not -path './.git/*' -prune -exec rm -rf {} +
