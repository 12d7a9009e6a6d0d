// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/tcp/transition_table.h"
#include "views/diagram/diagram_geometry.h"

#include <QPointF>
#include <QString>

#include <array>
#include <vector>

class QPainter;

/// The diagram's words and how wide they are.
namespace synoptic {

/// A size and cut of the interface's font. Half pixels are honoured on every paint device.
struct TextStyle {
    double pixels = 11.5;
    bool bold = false;
    bool italic = false;

    friend bool operator==(const TextStyle&, const TextStyle&) = default;
};

double textWidth(const QString& text, const TextStyle& style);
/// Draws in the painter's pen, the baseline starting at the point given.
void drawText(QPainter& painter, QPointF baseline, const QString& text, const TextStyle& style);
/// From the middle of a line down to its baseline, by the height of capitals.
double baselineOffset(const TextStyle& style);

/// True if any character is Han, Kana or Hangul: such text has no italic.
bool isCjk(const QString& text);

/// An edge's label in its parts.
struct EdgeText {
    QString event; ///< several events of one edge are parted by " · "
    QString sent;  ///< "—" where nothing is sent
    QString mark;  ///< footnote sign, with a space before it where one belongs
    QString note;  ///< "simultaneous open"; empty for most
};

/// All words of the diagram in the present language.
struct DiagramTexts {
    std::array<EdgeText, kStateEdgeCount> edges;
    std::array<QString, 4> panels;      ///< in the order of panelFigures()
    std::array<QString, 4> panelsShort; ///< for the compact diagram
    QString rail;                       ///< "RST · abort · timeout"
    QString railShort;
    QString thisEnd;      ///< tag of the selected connection's state
    QString peerInferred; ///< tag of its peer's state
    QString inferred;     ///< beside a hop nobody saw
};

DiagramTexts diagramTexts();
/// One edge's words in the present language.
EdgeText edgeText(EdgeIndex edge);

} // namespace synoptic
