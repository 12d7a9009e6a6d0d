// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/report/report_pdf.h"

#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHashFunctions>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QTextLayout>

#include <numeric>

namespace synoptic {

namespace {

struct Pdf {
    Q_DECLARE_TR_FUNCTIONS(CaseReport)
};

constexpr int kResolution = 300;
constexpr double kWidth = 820; ///< of a page's content, in the units everything is painted in
constexpr double kFooterHeight = 40;
constexpr double kCell = 6; ///< to the left and right of a cell's text

/// Qt writes the fonts into a PDF in the order of a hash, which is another each time. Hashes that
/// are there already keep their seeds.
struct SteadyHashes {
    SteadyHashes() { QHashSeed::setDeterministicGlobalSeed(); }
    ~SteadyHashes() { QHashSeed::resetRandomGlobalSeed(); }
    SteadyHashes(const SteadyHashes&) = delete;
    SteadyHashes& operator=(const SteadyHashes&) = delete;
};

/// Paints once to count the pages, and once to number them.
class Pages {
public:
    Pages(QPdfWriter* writer, const ReportDocument& document, const CaseReport& report, int count)
        : writer_(writer), document_(document), report_(report), count_(count) {}

    /// Returns how many there are; 0 if they could not be written.
    int paint(QPagedPaintDevice* device) {
        if (!painter_.begin(device))
            return 0;
        const QRectF area = writer_->pageLayout().paintRectPixels(kResolution);
        const double scale = area.width() / kWidth;
        bottom_ = area.height() / scale - kFooterHeight;
        painter_.scale(scale, scale);
        head();
        for (const ReportSection& section : document_.sections)
            add(section);
        foot();
        return painter_.end() && good_ ? page_ : 0;
    }

private:
    // What there is room for
    void newPage() {
        foot();
        good_ = writer_->newPage() && good_;
        ++page_;
        y_ = 0;
    }
    void need(double height) {
        if (y_ > 0 && y_ + height > bottom_)
            newPage();
    }
    void foot() {
        const double top = bottom_ + 14;
        painter_.setPen(QPen(theme_.border, 1));
        painter_.drawLine(QPointF(0, top), QPointF(kWidth, top));
        painter_.setFont(uiFont(11));
        painter_.setPen(theme_.muted);
        const QRectF line(0, top + 4, kWidth, 20);
        painter_.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, document_.footer);
        painter_.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                          Pdf::tr("Page %L1 of %L2").arg(page_).arg(count_));
    }
    /// Lines broken between words, and within one that is longer than a line.
    static double layOut(QTextLayout& layout, double width) {
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        double height = 0;
        for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
            line.setLineWidth(width);
            line.setPosition({0, height});
            height += line.height();
        }
        layout.endLayout();
        return height;
    }
    static double heightOf(const QString& text, const QFont& font, double width) {
        QTextLayout layout(text, font);
        return text.isEmpty() ? 0 : layOut(layout, width);
    }
    /// Text at x, as high as it needs to be; returns that.
    double put(const QString& text, const QFont& font, const QColor& color, double x,
               double width) {
        if (text.isEmpty())
            return 0;
        QTextLayout layout(text, font);
        const double height = layOut(layout, width);
        painter_.setPen(color);
        layout.draw(&painter_, QPointF(x, y_));
        return height;
    }
    void paragraph(const QString& text, const QFont& font, const QColor& color, double after) {
        need(heightOf(text, font, kWidth));
        y_ += put(text, font, color, 0, kWidth) + after;
    }
    void rule(double weight, const QColor& color) {
        painter_.setPen(QPen(color, weight));
        painter_.drawLine(QPointF(0, y_), QPointF(kWidth, y_));
    }

    void head() {
        painter_.drawPixmap(QRectF(0, 0, 26, 26), applicationIcon().pixmap(104), {0, 0, 104, 104});
        painter_.setFont(uiFont(15, true));
        painter_.setPen(theme_.text);
        painter_.drawText(QRectF(34, 0, 100, 26), Qt::AlignVCenter, QStringLiteral("Synoptic"));
        painter_.setFont(uiFont(13));
        painter_.setPen(theme_.muted);
        painter_.drawText(QRectF(112, 0, 300, 26), Qt::AlignVCenter, document_.kind);
        painter_.drawText(QRectF(0, 0, kWidth, 26), Qt::AlignVCenter | Qt::AlignRight,
                          document_.time);
        y_ = 36;
        rule(2, theme_.text);
        y_ += 16;
        paragraph(document_.title, uiFont(26, true), theme_.text, 6);
        paragraph(document_.lead, uiFont(14), theme_.text, 14);
        facts();
        tiles();
    }
    void facts() {
        rule(1, theme_.border);
        y_ += 8;
        const double half = kWidth / 2;
        for (std::size_t i = 0; i < document_.facts.size(); i += 2) {
            double height = 0;
            for (std::size_t k = i; k < std::min(i + 2, document_.facts.size()); ++k) {
                const double x = k == i ? 0 : half;
                put(document_.facts[k].name, uiFont(12), theme_.muted, x, 88);
                height = std::max(height, put(document_.facts[k].value, uiFont(12), theme_.text,
                                              x + 92, half - 104));
            }
            y_ += height + 4;
        }
        y_ += 4;
        rule(1, theme_.border);
    }
    void tiles() {
        y_ += 10;
        const double width = kWidth / static_cast<double>(document_.tiles.size());
        double x = 0, height = 0;
        for (const ReportTile& tile : document_.tiles) {
            painter_.setFont(uiFont(22, true));
            painter_.setPen(tile.bad ? theme_.error.foreground : theme_.text);
            painter_.drawText(QRectF(x, y_, width - 8, 30), Qt::AlignVCenter, tile.value);
            y_ += 30;
            height = std::max(height, put(tile.label, uiFont(12), theme_.muted, x, width - 16));
            y_ -= 30;
            x += width;
        }
        y_ += 30 + height + 10;
        rule(1, theme_.border);
    }

    void add(const ReportSection& section) {
        const QFont font = uiFont(section.isSub ? 13 : 16, true);
        const double noteHeight =
            section.note.isEmpty() ? 0 : heightOf(section.note, uiFont(12), kWidth);
        y_ += section.isSub ? 14 : 24;
        // A heading stands with what it is about.
        need(heightOf(section.heading, font, kWidth) + noteHeight + leastHeight(section));
        y_ += put(section.heading, font, theme_.text, 0, kWidth) + 2;
        y_ += put(section.note, uiFont(12), theme_.muted, 0, kWidth) + 6;
        std::visit([this](const auto& body) { add(body); }, section.body);
    }
    double leastHeight(const ReportSection& section) {
        if (const auto* picture = std::get_if<ReportPicture>(&section.body))
            return pictureHeight(*picture) + 16;
        return 80;
    }
    void add(std::monostate) {}
    void add(const std::vector<ReportFindingText>& findings) {
        constexpr double kLeft = 96;
        for (const ReportFindingText& one : findings) {
            double height = 14;
            for (const QString* text : {&one.title, &one.evidence, &one.meaning, &one.advice}) {
                if (!text->isEmpty())
                    height += heightOf(*text, uiFont(12, text == &one.title), kWidth - kLeft);
            }
            need(height);
            const ToneColors& tone = one.severity == FindingSeverity::Error     ? theme_.error
                                     : one.severity == FindingSeverity::Warning ? theme_.warning
                                                                                : theme_.info;
            y_ += 6;
            painter_.fillRect(QRectF(0, y_, 4, height - 14), tone.foreground);
            put(one.word, uiFont(12, true), tone.foreground, 12, kLeft - 16);
            y_ += put(one.title, uiFont(12, true), theme_.text, kLeft, kWidth - kLeft);
            y_ += put(one.evidence, uiFont(12), theme_.muted, kLeft, kWidth - kLeft);
            y_ += put(one.meaning, uiFont(12), theme_.text, kLeft, kWidth - kLeft);
            y_ += put(one.advice, uiFont(12), theme_.text, kLeft, kWidth - kLeft) + 6;
            rule(1, theme_.border);
        }
    }
    double pictureHeight(const ReportPicture& picture) const {
        const QSizeF size = reportDrawing(report_, picture).size;
        return std::min(size.height() * kWidth / size.width(), bottom_ - 4); // never over a page
    }
    void add(const ReportPicture& picture) {
        const ReportDrawing drawing = reportDrawing(report_, picture);
        const double height = pictureHeight(picture);
        need(height);
        const double scale = height / drawing.size.height();
        painter_.save();
        painter_.translate(0, y_);
        painter_.scale(scale, scale);
        painter_.setRenderHint(QPainter::Antialiasing);
        drawing.paint(painter_);
        painter_.restore();
        painter_.setPen(QPen(theme_.border, 1));
        painter_.setBrush(Qt::NoBrush);
        painter_.drawRect(QRectF(0, y_, drawing.size.width() * scale, height));
        y_ += height + 8;
    }

    std::vector<double> columnWidths(const ReportTable& table) const {
        const QFontMetricsF head(uiFont(11, true)), body(uiFont(11));
        std::vector<double> widths;
        for (qsizetype i = 0; i < table.columns.size(); ++i) {
            double width = head.horizontalAdvance(table.columns[i]);
            for (const QStringList& row : table.rows)
                width = std::max(width, body.horizontalAdvance(row[i]));
            widths.push_back(width + 2 * kCell + 1);
        }
        const double all = std::accumulate(widths.begin(), widths.end(), 0.0);
        if (all < kWidth) {
            widths.front() += kWidth - all;
            return widths;
        }
        // Too much of it is in the columns of texts: they are cut short, or all shrink.
        double numbers = 0, texts = 0;
        for (std::size_t i = 0; i < widths.size(); ++i)
            (table.isNumber[i] ? numbers : texts) += widths[i];
        const bool enough = numbers < kWidth * 0.75;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            if (enough && !table.isNumber[i])
                widths[i] *= (kWidth - numbers) / texts;
            else if (!enough)
                widths[i] *= kWidth / all;
        }
        return widths;
    }
    void add(const ReportTable& table) {
        constexpr double kRow = 20;
        const std::vector<double> widths = columnWidths(table);
        const auto row = [&](const QStringList& cells, bool head) {
            if (head)
                painter_.fillRect(QRectF(0, y_, kWidth, kRow), theme_.header);
            const QFont font = uiFont(11, head);
            painter_.setFont(font);
            painter_.setPen(theme_.text);
            const QFontMetricsF metrics(font);
            double x = 0;
            for (std::size_t i = 0; i < widths.size(); ++i) {
                const double room = widths[i] - 2 * kCell;
                const auto side = table.isNumber[i] ? Qt::AlignRight : Qt::AlignLeft;
                painter_.drawText(QRectF(x + kCell, y_, room, kRow), int(side | Qt::AlignVCenter),
                                  metrics.elidedText(cells[static_cast<qsizetype>(i)],
                                                     Qt::ElideMiddle, room + 0.5));
                x += widths[i];
            }
            y_ += kRow;
            painter_.setPen(QPen(theme_.chartGrid, 1));
            painter_.drawLine(QPointF(0, y_), QPointF(kWidth, y_));
        };
        row(table.columns, true);
        for (const QStringList& cells : table.rows) {
            if (y_ + kRow > bottom_) {
                newPage();
                row(table.columns, true);
            }
            row(cells, false);
        }
    }
    void add(const QStringList& words) {
        for (const QString& one : words)
            paragraph(one, uiFont(12), theme_.text, 6);
    }

    QPdfWriter* writer_;
    const ReportDocument& document_;
    const CaseReport& report_;
    int count_;
    const Theme& theme_ = lightTheme();
    QPainter painter_;
    double y_ = 0;
    double bottom_ = 0;
    int page_ = 1;
    bool good_ = true;
};

} // namespace

bool writeReportPdf(QIODevice* device, const ReportDocument& document, const CaseReport& report) {
    const SteadyHashes steady;
    int count = 0;
    for (const bool counting : {true, false}) {
        QByteArray unused;
        QBuffer dry(&unused);
        dry.open(QIODevice::WriteOnly);
        QPdfWriter writer(counting ? &dry : device);
        writer.setResolution(kResolution);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins(QMarginsF(14, 14, 14, 10), QPageLayout::Millimeter);
        writer.setTitle(document.title);
        writer.setCreator(QStringLiteral("Synoptic"));
        count = Pages(&writer, document, report, count).paint(&writer);
        if (count == 0)
            return false;
    }
    return true;
}

} // namespace synoptic
