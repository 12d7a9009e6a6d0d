// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/ladder/ladder_legend.h"

#include "views/ladder/ladder_geometry.h"
#include "views/ladder/ladder_marks.h"
#include "views/theme/theme_manager.h"

#include <QCoreApplication>
#include <QEvent>
#include <QPainter>

#include <array>

namespace synoptic {

namespace {

constexpr double kLine = 30;
constexpr double kMargin = 12;
constexpr double kSign = 26;
constexpr double kToText = 8;
constexpr double kBetween = 18;

struct Legend {
    Q_DECLARE_TR_FUNCTIONS(LadderLegend)
};

enum class Sign { Segment, Repeated, NotCaptured, Reset, Run, Silence, Window };

QString wordsFor(Sign sign) {
    switch (sign) {
    case Sign::Segment:
        return Legend::tr("Segment");
    case Sign::Repeated:
        return Legend::tr("Retransmission");
    case Sign::NotCaptured:
        return Legend::tr("Not captured");
    case Sign::Reset:
        return QStringLiteral("RST");
    case Sign::Run:
        return Legend::tr("Run of data, opens");
    case Sign::Silence:
        return Legend::tr("Gap over 200 ms");
    case Sign::Window:
        break;
    }
    return Legend::tr("Window closed");
}

void paintSign(QPainter& painter, const Theme& theme, Sign sign, double x, double y) {
    switch (sign) {
    case Sign::Segment:
        paintLadderArrow(painter, theme, {x, y}, {x + kSign, y}, LadderArrow::Plain);
        break;
    case Sign::Repeated:
        paintLadderArrow(painter, theme, {x, y}, {x + kSign, y}, LadderArrow::Repeated);
        break;
    case Sign::NotCaptured:
        paintSilence(painter, theme, x, x + 7, y);
        paintCross(painter, theme, {x + 14, y});
        paintSilence(painter, theme, x + 21, x + kSign + 2, y);
        break;
    case Sign::Reset:
        paintLadderArrow(painter, theme, {x, y}, {x + kSign, y}, LadderArrow::Reset);
        break;
    case Sign::Run:
        paintRunBox(painter, theme, QRectF(x + 0.5, y - 5.5, kSign, 11), true);
        break;
    case Sign::Silence:
        paintSilence(painter, theme, x, x + kSign, y);
        break;
    case Sign::Window:
        paintClosedWindow(painter, theme, QRectF(x + 6, y - 9, 5, 18));
        paintLifeline(painter, theme, x + 15, y - 9, y + 9, TcpState::Established);
        break;
    }
}

} // namespace

double paintLadderLegend(QPainter* painter, const Theme& theme, double width, double top) {
    const LadderFonts& fonts = LadderFonts::shared();
    double x = kMargin, y = top;
    for (const Sign sign : {Sign::Segment, Sign::Repeated, Sign::NotCaptured, Sign::Reset,
                            Sign::Run, Sign::Silence, Sign::Window}) {
        const QString words = wordsFor(sign);
        const double text = std::ceil(fonts.plainMetrics.horizontalAdvance(words));
        const double item = kSign + kToText + text;
        if (x > kMargin && x + item > width - kMargin) {
            x = kMargin;
            y += kLine - 8;
        }
        if (painter) {
            paintSign(*painter, theme, sign, x, y + kLine / 2);
            painter->setFont(fonts.plain);
            painter->setPen(theme.text);
            painter->drawText(QRectF(x + kSign + kToText, y, text + 2, kLine),
                              Qt::AlignLeft | Qt::AlignVCenter, words);
        }
        x += item + kBetween;
    }
    return y + kLine - top;
}

LadderLegend::LadderLegend(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    fitHeight();
}

void LadderLegend::fitHeight() {
    setFixedHeight(static_cast<int>(paintLadderLegend(nullptr, themeOf(this), width(), 0)) + 1);
}

void LadderLegend::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        fitHeight();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        update();
}

void LadderLegend::resizeEvent(QResizeEvent*) {
    fitHeight();
}

void LadderLegend::paintEvent(QPaintEvent*) {
    const Theme& theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    painter.fillRect(QRect(0, 0, width(), 1), theme.border);
    paintLadderLegend(&painter, theme, width(), 1);
}

} // namespace synoptic
