// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagram/diagram_text.h"

#include "model/items/format.h"
#include "views/theme/theme.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace synoptic {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(synoptic::StateDiagram)
};

/// QFont knows whole pixels only, and points mean something else on every device: half sizes are
/// set at twice the size and painted at half scale.
int enlargement(const TextStyle& style) {
    return style.pixels == std::round(style.pixels) ? 1 : 2;
}

QFont fontOf(const TextStyle& style) {
    QFont font = uiFont(style.pixels * enlargement(style), style.bold);
    font.setItalic(style.italic);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

} // namespace

double textWidth(const QString& text, const TextStyle& style) {
    return QFontMetricsF(fontOf(style)).horizontalAdvance(text) / enlargement(style);
}

void drawText(QPainter& painter, QPointF baseline, const QString& text, const TextStyle& style) {
    painter.setFont(fontOf(style));
    const int larger = enlargement(style);
    if (larger == 1) {
        painter.drawText(baseline, text);
        return;
    }
    painter.save();
    painter.translate(baseline);
    painter.scale(1.0 / larger, 1.0 / larger);
    painter.drawText(QPointF(), text);
    painter.restore();
}

double baselineOffset(const TextStyle& style) {
    return style.pixels * 0.36;
}

bool isCjk(const QString& text) {
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const QChar::Script script = c.script();
        return script == QChar::Script_Han || script == QChar::Script_Hiragana ||
               script == QChar::Script_Katakana || script == QChar::Script_Hangul;
    });
}

EdgeText edgeText(EdgeIndex edge) {
    EdgeText text;
    QStringList events;
    for (const TransitionRow& row : transitionTable()) {
        // There is no room for the rarest; the help names it.
        if (edgeOf(row) != edge || row.event == TcpEvent::ReceiveIcmpError)
            continue;
        events << formatEvent(row.event);
        text.sent = formatSent(row.sent);
    }
    text.event = events.join(QStringLiteral(" · "));
    const EdgeFigure& figure = edgeFigures()[edge];
    text.mark = QString::fromUtf16(figure.mark);
    if (figure.note == EdgeNote::SimultaneousOpen)
        text.note = Words::tr("simultaneous open");
    else if (figure.note == EdgeNote::SimultaneousClose)
        text.note = Words::tr("simultaneous close");
    return text;
}

DiagramTexts diagramTexts() {
    DiagramTexts texts;
    for (std::size_t e = 0; e < kStateEdgeCount; ++e)
        texts.edges[e] = edgeText(static_cast<EdgeIndex>(e));
    texts.panels = {Words::tr("PASSIVE OPEN · server"), Words::tr("ACTIVE OPEN · client"),
                    Words::tr("ACTIVE CLOSE"), Words::tr("PASSIVE CLOSE")};
    texts.panelsShort = {Words::tr("PASSIVE OPEN"), Words::tr("ACTIVE OPEN"),
                         Words::tr("ACTIVE CLOSE"), Words::tr("PASSIVE CLOSE")};
    //: the ways a connection ends other than in order
    texts.rail = Words::tr("RST · abort · timeout");
    texts.railShort = QStringLiteral("RST");
    //: tag on the state of the selected connection's own end
    texts.thisEnd = Words::tr("this end");
    //: tag on the state its peer is thought to be in
    texts.peerInferred = Words::tr("peer, inferred");
    //: beside a step of a connection that no source saw, but that must have been
    texts.inferred = Words::tr("inferred");
    return texts;
}

} // namespace synoptic
