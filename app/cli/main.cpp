// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/analyze/analyze_command.h"
#include "app/cli/command_line.h"
#include "app/cli/diagnose_command.h"
#include "app/cli/output.h"
#include "app/cli/report_command.h"
#include "app/cli/snapshot_command.h"
#include "app/cli/watch_command.h"
#include "model/tracking/flow_ticket.h"

#include <QCoreApplication>
#include <QFile>
#include <QRandomGenerator>

#include <clocale>

int main(int argc, char** argv) {
    using namespace synoptic;
    const QCoreApplication app(argc, argv);
    saltFlowHash(QRandomGenerator::system()->generate64());
    // Numbers are read and written as in C, whatever the language of the terminal.
    std::setlocale(LC_NUMERIC, "C");
    QString error;
    const auto line = CommandLine::parse(QCoreApplication::arguments(), error);
    if (!line) {
        printError(error);
        return 2;
    }
    switch (line->command) {
    case CommandLine::Command::Help:
        return printText(CommandLine::helpText().toUtf8()) ? 0 : 1;
    case CommandLine::Command::Version:
        return printLine("synoptic-cli " SYNOPTIC_VERSION) ? 0 : 1;
    case CommandLine::Command::Snapshot:
        return runSnapshot(*line);
    case CommandLine::Command::Watch:
        return runWatch(*line);
    case CommandLine::Command::Diagnose:
        return runDiagnose(*line);
    case CommandLine::Command::Analyze:
        return runAnalyze({QFile::encodeName(line->file).toStdString(), line->json,
                           line->transitions, line->summaryOnly},
                          stdout, stderr);
    case CommandLine::Command::Report:
        return runReport(*line);
    }
    return 2;
}
