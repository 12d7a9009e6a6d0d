// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/report/report_pictures.h"

#include "model/items/format.h"
#include "model/items/report/report_ladders.h"
#include "views/diagram/diagram_painter.h"
#include "views/ladder/ladder_painter.h"
#include "views/theme/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QPainter>
#include <QSvgGenerator>

namespace synoptic {

namespace {

constexpr double kOmissionHeight = 28;

struct Pictures {
    Q_DECLARE_TR_FUNCTIONS(CaseReport)
};

std::optional<TcpState> stateOf(RuleId rule) {
    switch (rule) {
    case RuleId::SynFlood:
        return TcpState::SynReceived;
    case RuleId::AcceptQueueOverflow:
        return TcpState::Listen;
    case RuleId::ConnectSilent:
        return TcpState::SynSent;
    case RuleId::CloseWaitLeak:
        return TcpState::CloseWait;
    case RuleId::FinWait2Orphan:
        return TcpState::FinWait2;
    case RuleId::TimeWaitPressure:
    case RuleId::PortExhaustion:
        return TcpState::TimeWait;
    default:
        return std::nullopt;
    }
}

ReportDrawing diagram(const CaseReport& report) {
    DiagramContent content;
    content.counts = report.counts;
    for (const Finding& finding : report.material.findings) {
        const auto state = stateOf(finding.rule);
        if (state && !content.highlight && finding.severity != FindingSeverity::Note)
            content.highlight = {*state, finding.severity == FindingSeverity::Error
                                             ? HighlightSeverity::Error
                                             : HighlightSeverity::Warning};
    }
    return {kSheetSize, [content](QPainter& painter) {
                renderDiagram(painter, {{}, kSheetSize}, lightTheme(), content);
            }};
}

ReportDrawing ladder(const LadderContent& content) {
    const LadderGeometry geometry = ladderGeometry(kReportPictureWidth, content);
    const std::size_t rows = content.rows.rows().size();
    const auto [from, to] = ladderGap(rows);
    const double height = kLadderHeadHeight +
                          static_cast<double>(rows - (to - from)) * geometry.rowHeight +
                          (to > from ? kOmissionHeight : 0);
    return {{kReportPictureWidth, height},
            [&content, geometry, rows, height, from = from, to = to](QPainter& painter) {
                const Theme& theme = lightTheme();
                painter.fillRect(QRectF(0, 0, kReportPictureWidth, height), theme.base);
                const LadderPainter rowsPainter(theme, content, geometry);
                rowsPainter.paintHead(painter, 0);
                double top = kLadderHeadHeight;
                for (std::size_t row = 0; row < rows; ++row) {
                    if (row == from && to > from) {
                        painter.setFont(uiFont(12));
                        painter.setPen(theme.muted);
                        painter.drawText(QRectF(0, top, kReportPictureWidth, kOmissionHeight),
                                         Qt::AlignCenter,
                                         Pictures::tr("⋮  %L1 rows are left out").arg(to - from));
                        top += kOmissionHeight;
                        row = to;
                    }
                    rowsPainter.paintRow(painter, row, top, {});
                    top += geometry.rowHeight;
                }
            }};
}

} // namespace

ReportDrawing reportDrawing(const CaseReport& report, const ReportPicture& picture) {
    switch (picture.kind) {
    case ReportPicture::Kind::Diagram:
        return diagram(report);
    case ReportPicture::Kind::Chart:
        return {{kReportPictureWidth, kReportChartHeight},
                [&report](QPainter& painter) { paintReportChart(painter, report); }};
    case ReportPicture::Kind::Ladder:
        break;
    }
    return ladder(report.material.ladders.at(picture.ladder));
}

ReportPictures reportPictures(const CaseReport& report) {
    return [&report](const ReportPicture& picture) -> QByteArray {
        const ReportDrawing drawing = reportDrawing(report, picture);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setResolution(96); // one unit is one pixel, for text too
        generator.setSize(drawing.size.toSize());
        generator.setViewBox(QRectF({}, drawing.size));
        QPainter painter;
        if (!painter.begin(&generator))
            return {};
        painter.setRenderHint(QPainter::Antialiasing);
        drawing.paint(painter);
        painter.end();
        return bytes;
    };
}

} // namespace synoptic
