// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/report/case_report.h"

#include <QStringList>

#include <functional>
#include <variant>

/// A report as a person reads it: what stands one under another, in the language installed, as
/// plain text with hostile parts made safe. Written as HTML, painted as PDF.
namespace synoptic {

struct ReportFact {
    QString name, value;
};

struct ReportTile {
    QString value, label;
    bool bad = false;
};

struct ReportFindingText {
    FindingSeverity severity = FindingSeverity::Note;
    QString word; ///< "Warning"
    QString title, evidence, meaning, advice;
};

/// A drawing, which a writer has made by number: see ReportPictures.
struct ReportPicture {
    enum class Kind : std::uint8_t { Diagram, Chart, Ladder };
    Kind kind = Kind::Diagram;
    std::size_t ladder = 0; ///< position in ReportMaterial::ladders
    QString alternative;    ///< in words, for who cannot see it
};

struct ReportTable {
    QStringList columns;
    std::vector<bool> isNumber; ///< by column: flush right
    std::vector<QStringList> rows;
};

/// A heading, a note under it, and what it is about.
struct ReportSection {
    QString heading, note;
    std::variant<std::monostate, std::vector<ReportFindingText>, ReportPicture, ReportTable,
                 QStringList>
        body;
    bool isSub = false; ///< a smaller heading, within the section before
};

struct ReportDocument {
    QString language; ///< for HTML: "en", "zh-CN"
    QString kind;     ///< "case report"
    QString time;     ///< when it ends
    QString title, lead;
    std::vector<ReportFact> facts;
    std::vector<ReportTile> tiles;
    std::vector<ReportSection> sections;
    QString footer;
};

ReportDocument reportDocument(const CaseReport& report);

/// SVG of the pictures a document asks for, each whole with its own root element.
using ReportPictures = std::function<QByteArray(const ReportPicture&)>;

/// One self-contained file without a script: everything stands in it, and its policy forbids it to
/// fetch anything. The same document and pictures give the same bytes. Any thread.
QByteArray reportHtml(const ReportDocument& document, const ReportPictures& pictures);

} // namespace synoptic
