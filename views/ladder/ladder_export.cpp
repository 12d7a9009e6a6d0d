// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_export.h"

#include "model/items/format.h"
#include "views/ladder/ladder_legend.h"
#include "views/ladder/ladder_painter.h"

#include <QCoreApplication>
#include <QIODevice>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>
#include <limits>

namespace synoptic {

namespace {

constexpr double kSheetWidth = 900;
constexpr double kTitleHeight = 34;
constexpr double kNoteHeight = 28;

struct Export {
    Q_DECLARE_TR_FUNCTIONS(LadderExport)
};

bool isWritable(QIODevice* device) {
    return device && (!device->isOpen() || device->isWritable());
}

std::size_t exportedRows(const LadderContent& content) {
    return std::min(content.rows.rows().size(), kMostExportedRows);
}

/// Paints the parts of a sheet one under another.
class Sheet {
public:
    Sheet(QPainter& painter, const Theme& theme, const LadderContent& content)
        : painter_(painter), theme_(theme), content_(content),
          geometry_(ladderGeometry(kSheetWidth, content)) {}

    double rowHeight() const { return geometry_.rowHeight; }
    void title(double top) {
        painter_.fillRect(QRectF(0, top, kSheetWidth, kTitleHeight), theme_.base);
        painter_.setFont(LadderFonts::shared().title);
        painter_.setPen(theme_.text);
        const QString text = LadderFonts::shared().titleMetrics.elidedText(
            ladderSubject(content_), Qt::ElideMiddle, kSheetWidth - 24);
        painter_.drawText(QRectF(12, top, kSheetWidth - 24, kTitleHeight),
                          Qt::AlignLeft | Qt::AlignVCenter, text);
    }
    void rows(std::size_t from, std::size_t to, double top) {
        const LadderPainter ladder(theme_, content_, geometry_);
        ladder.paintHead(painter_, top);
        top += kLadderHeadHeight;
        for (std::size_t row = from; row < to; ++row, top += geometry_.rowHeight)
            ladder.paintRow(painter_, row, top, {});
    }
    double legend(double top) {
        const double height = paintLadderLegend(nullptr, theme_, kSheetWidth, top);
        painter_.fillRect(QRectF(0, top, kSheetWidth, height), theme_.window);
        return paintLadderLegend(&painter_, theme_, kSheetWidth, top);
    }
    /// What is not there; nothing where all is.
    QString omission() const {
        const std::size_t all = content_.rows.rows().size();
        if (all <= kMostExportedRows)
            return {};
        return Export::tr("The first %L1 of %L2 rows; the rest was left out.")
            .arg(kMostExportedRows)
            .arg(all);
    }
    void note(const QString& text, double top, Qt::Alignment side = Qt::AlignLeft) {
        painter_.setFont(LadderFonts::shared().plain);
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(12, top, kSheetWidth - 24, kNoteHeight), side | Qt::AlignVCenter,
                          text);
    }

private:
    QPainter& painter_;
    const Theme& theme_;
    const LadderContent& content_;
    LadderGeometry geometry_;
};

} // namespace

QString ladderSubject(const LadderContent& content) {
    const auto packets = content.rows.packets().size() - content.rows.own();
    const int count =
        static_cast<int>(std::min<std::size_t>(packets, std::numeric_limits<int>::max()));
    const bool udp = content.connection.id.protocol == Protocol::Udp;
    const QString words = udp ? Export::tr("%Ln datagram(s)", nullptr, count)
                              : Export::tr("%Ln segment(s)", nullptr, count);
    return formatTuple(content.connection.id.tuple) + QStringLiteral(" · ") + words;
}

bool renderLadderSvg(QIODevice* device, const Theme& theme, const LadderContent& content) {
    if (!isWritable(device))
        return false;
    const std::size_t rows = exportedRows(content);
    QPainter painter;
    Sheet sheet(painter, theme, content);
    const QString omission = sheet.omission();
    const double rowsHeight = kLadderHeadHeight + static_cast<double>(rows) * sheet.rowHeight();
    const double legend = paintLadderLegend(nullptr, theme, kSheetWidth, 0);
    const double height =
        kTitleHeight + rowsHeight + (omission.isEmpty() ? 0 : kNoteHeight) + legend;
    QSvgGenerator generator;
    generator.setOutputDevice(device);
    generator.setResolution(96);
    generator.setSize(QSizeF(kSheetWidth, height).toSize());
    generator.setViewBox(QRectF(0, 0, kSheetWidth, height));
    generator.setTitle(Export::tr("Ladder of a TCP connection"));
    generator.setDescription(ladderSubject(content));
    if (!painter.begin(&generator))
        return false;
    painter.fillRect(QRectF(0, 0, kSheetWidth, height), theme.base);
    sheet.title(0);
    sheet.rows(0, rows, kTitleHeight);
    if (!omission.isEmpty())
        sheet.note(omission, kTitleHeight + rowsHeight);
    sheet.legend(height - legend);
    return painter.end();
}

bool renderLadderPdf(QIODevice* device, const LadderContent& content) {
    if (!isWritable(device) || (!device->isOpen() && !device->open(QIODevice::WriteOnly)))
        return false;
    constexpr int kResolution = 600;
    QPdfWriter writer(device);
    writer.setResolution(kResolution);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter);
    writer.setTitle(ladderSubject(content));
    writer.setCreator(QStringLiteral("Synoptic"));
    QPainter painter;
    if (!painter.begin(&writer))
        return false;
    const QRect area = writer.pageLayout().paintRectPixels(kResolution);
    const double scale = area.width() / kSheetWidth;
    const double pageHeight = area.height() / scale;
    painter.scale(scale, scale);

    Sheet sheet(painter, lightTheme(), content);
    const double legend = paintLadderLegend(nullptr, lightTheme(), kSheetWidth, 0);
    const double room = pageHeight - kTitleHeight - kLadderHeadHeight - legend - 2 * kNoteHeight;
    const auto onPage =
        std::max<std::size_t>(1, static_cast<std::size_t>(room / sheet.rowHeight()));
    const std::size_t rows = exportedRows(content);
    const std::size_t pages = std::max<std::size_t>(1, (rows + onPage - 1) / onPage);
    for (std::size_t page = 0; page < pages; ++page) {
        if (page > 0 && !writer.newPage())
            return false;
        const std::size_t from = page * onPage, to = std::min(rows, from + onPage);
        sheet.title(0);
        sheet.rows(from, to, kTitleHeight);
        const double end =
            kTitleHeight + kLadderHeadHeight + static_cast<double>(to - from) * sheet.rowHeight();
        sheet.legend(end);
        if (page + 1 == pages && !sheet.omission().isEmpty())
            sheet.note(sheet.omission(), end + legend);
        sheet.note(Export::tr("Page %L1 of %L2").arg(page + 1).arg(pages), pageHeight - kNoteHeight,
                   Qt::AlignRight);
    }
    return painter.end();
}

} // namespace synoptic
