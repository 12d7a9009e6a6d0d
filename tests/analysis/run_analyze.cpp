// SPDX-License-Identifier: GPL-3.0-or-later
// `analyze` by itself, without the rest of synoptic-cli, for the tests and benchmarks.
// usage: run_analyze analyze [--json] [--transitions] [--summary] FILE
#include "app/cli/analyze/analyze_command.h"

#include <string_view>

int main(int argc, char** argv) {
    synoptic::AnalyzeOptions options;
    for (int i = 2; i < argc; ++i) {
        const std::string_view argument = argv[i];
        options.json |= argument == "--json";
        options.transitions |= argument == "--transitions";
        options.summaryOnly |= argument == "--summary";
        options.file = argument;
    }
    return argc < 3 ? 2 : synoptic::runAnalyze(options, stdout, stderr);
}
