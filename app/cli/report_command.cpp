// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/report_command.h"

#include "app/cli/command_line.h"
#include "app/cli/output.h"
#include "app/report/collect.h"
#include "model/items/report/redaction_option.h"
#include "model/items/report/report_files.h"
#include "model/items/save_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

namespace synoptic {

namespace {

QString shown(const QString& path) {
    return QString::fromUtf8(terminalText(path.toStdString()));
}

/// Needs fonts and drawing, which this program does not have.
int startDesktopProgram(const CommandLine& line) {
    const QString program = QCoreApplication::applicationDirPath() + QStringLiteral("/synoptic");
    if (!QFileInfo(program).isExecutable()) {
        printError(QStringLiteral("HTML and PDF need the program synoptic beside this one, and %1 "
                                  "is not there: install it, or choose .csv or .json.")
                       .arg(shown(program)));
        return 1;
    }
    QStringList arguments{QStringLiteral("--report"), line.output};
    if (!line.language.isEmpty())
        arguments << QStringLiteral("--language") << line.language;
    if (line.redact) {
        qputenv(kRedactKeyVariable, *line.redact);
        arguments << QStringLiteral("--redact");
    }
    if (line.duration)
        arguments << QStringLiteral("--duration")
                  << QString::number(double(line.duration->count()) / 1000);
    else
        arguments << QStringLiteral("--") << line.file;
    const int status = QProcess::execute(program, arguments);
    if (status < 0)
        printError(QStringLiteral("%1 could not be run or broke off: see what it said.")
                       .arg(shown(program)));
    return status < 0 ? 1 : status;
}

} // namespace

int runReport(const CommandLine& line) {
    const QString suffix = QFileInfo(line.output).suffix().toLower();
    if (suffix == QLatin1String("html") || suffix == QLatin1String("pdf"))
        return startDesktopProgram(line);
    CollectedReport collected =
        line.duration ? collectComputer(*line.duration) : collectCapture(line.file);
    const QString of = line.duration ? QString() : shown(line.file) + QStringLiteral(": ");
    if (!collected.usable) {
        printError(of + QString::fromStdString(collected.problem));
        return 1;
    }
    const CaseReport report =
        finishReport(std::move(collected.material), redactionSecret(line.redact));
    const QByteArray contents =
        suffix == QLatin1String("csv") ? reportCsv(report) : reportJson(report);
    if (const QString problem = saveFile(line.output, contents, Readers::Owner);
        !problem.isEmpty()) {
        printError(QStringLiteral("%1 cannot be written: %2. Free some space or choose another "
                                  "place.")
                       .arg(shown(line.output), problem));
        return 1;
    }
    if (collected.problem.empty())
        return 0;
    printError(of + QString::fromStdString(collected.problem) +
               QStringLiteral("; the report is of what could be read"));
    return 1;
}

} // namespace synoptic
