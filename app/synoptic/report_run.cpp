// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/synoptic/report_run.h"

#include "app/report/collect.h"
#include "model/items/capture_text.h"
#include "model/items/report/redaction_option.h"
#include "model/items/report/report_files.h"
#include "model/items/safe_text.h"
#include "model/items/save_file.h"
#include "views/report/report_pdf.h"
#include "views/report/report_pictures.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFileInfo>

#include <cstdio>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ReportRun)
};

void tell(const QString& message) {
    std::fprintf(stderr, "synoptic: %s\n", qPrintable(message));
}

} // namespace

QByteArray reportContents(const CaseReport& report, const QString& suffix) {
    if (suffix == QLatin1String("csv"))
        return reportCsv(report);
    if (suffix == QLatin1String("json"))
        return reportJson(report);
    const ReportDocument document = reportDocument(report);
    if (suffix == QLatin1String("html"))
        return reportHtml(document, reportPictures(report));
    QByteArray pdf;
    QBuffer buffer(&pdf);
    buffer.open(QIODevice::WriteOnly);
    return writeReportPdf(&buffer, document, report) ? pdf : QByteArray();
}

int runReport(const ReportOutput& request) {
    CollectedReport collected = request.capture.isEmpty() ? collectComputer(request.duration)
                                                          : collectCapture(request.capture);
    const QString captureProblem = captureProblemText(collected.captureProblem);
    const QString problem =
        captureProblem.isEmpty() ? QString::fromStdString(collected.problem) : captureProblem;
    const QString name = safeText(request.capture);
    if (!collected.usable) {
        tell(request.capture.isEmpty()
                 ? problem
                 : Words::tr("%1: %2. %3")
                       .arg(name, problem, captureProblemAdvice(collected.captureProblem)));
        return 1;
    }
    const CaseReport report =
        finishReport(std::move(collected.material), redactionSecret(request.redact));
    const QByteArray contents = reportContents(report, QFileInfo(request.path).suffix().toLower());
    if (contents.isEmpty()) {
        tell(Words::tr("The report cannot be made: there is not enough memory for it."));
        return 1;
    }
    if (const QString reason = saveFile(request.path, contents, Readers::Owner);
        !reason.isEmpty()) {
        tell(Words::tr("%1 cannot be written: %2. Free some space or choose another place.")
                 .arg(safeText(request.path), reason));
        return 1;
    }
    if (captureProblem.isEmpty())
        return 0;
    tell(Words::tr("%1: %2. The report is of what could be read.").arg(name, captureProblem));
    return 1;
}

} // namespace synoptic
