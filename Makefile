# Everything is a script of build/; this says how they are called.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help build eif run-eif run demo test test-full perf perf-eif clean packages chain-packages test-packages eif-packages

# Another SDK than the pinned one, or none, is told in one sentence, before anything is done.
ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),help)),)
wrong_sdk := $(shell build/check-sdk)
ifneq ($(.SHELLSTATUS),0)
$(error $(wrong_sdk:%.=%))
endif
endif

help: ## Lists what can be made.
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' Makefile | while IFS=$$'\t' read -r name text; do printf '  make %-10s %s\n' "$$name" "$$text"; done

packages:
	@build/install-packages

chain-packages:
	@build/install-packages $(if $(filter none,$(CHAIN)),,chain)

test-packages:
	@build/install-packages tests

build: packages ## Publishes the programs to out/: enclave, enclave-local, gateway, nsl, image.
	@build/publish

eif-packages:
	@build/install-packages eif

eif: eif-packages ## Makes the Nitro image out/nsl.eif and its measurements; KERNEL=… and CONFIG=… take other files.
	@KERNEL='$(KERNEL)' CONFIG='$(CONFIG)' build/eif

run-eif: eif-packages chain-packages ## Boots the image in QEMU's Nitro machine with a gateway before it, plays a session, and stays up until Ctrl-C.
	@KERNEL='$(KERNEL)' CHAIN='$(CHAIN)' build/run-eif stay

run: chain-packages build ## Starts enclave, gateway and a private Neo chain on this machine, plays a session, and stays up until Ctrl-C; CHAIN=none goes without the chain.
	@CHAIN='$(CHAIN)' build/run-local stay

demo: chain-packages build ## Plays the same session, and ends.
	@CHAIN='$(CHAIN)' build/run-local once

test: test-packages ## Builds everything and runs the tests.
	@build/test

test-full: ## Runs the tests and every other check, as CI does.
	@build/install-packages full
	@build/test full

perf: chain-packages build ## Measures, beside baselines in the same run.
	@perf/run.sh

perf-eif: eif ## Measures the image in QEMU's Nitro machine, beside a guest that does nothing but answer.
	@KERNEL='$(KERNEL)' perf/image.sh

clean: ## Removes what was built and what a local run left.
	@rm -rf out .nsl
	@find . -type d \( -name bin -o -name obj \) -not -path './.git/*' -prune -exec rm -rf {} +
