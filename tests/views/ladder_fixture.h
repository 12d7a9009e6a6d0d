// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/items/ladder_label.h"
#include "tests/items/scripted_capture.h"
#include "tests/views/diagram_fixture.h"
#include "views/ladder/ladder_panel.h"
#include "views/ladder/ladder_view.h"
#include "views/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QTest>
#include <QXmlStreamReader>

#include <algorithm>

/// Ladders on screen, and the captures their tests share.
namespace synoptic::test {

/// The catalogue as it stands in the sources.
class CatalogueTranslator : public QTranslator {
public:
    CatalogueTranslator() {
        QFile file(QStringLiteral(SYNOPTIC_SOURCE_DIR "/translations/synoptic_zh_CN.ts"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("no catalogue");
        QXmlStreamReader xml(&file);
        QByteArray context, source;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText().toUtf8();
            else if (xml.name() == QLatin1String("source"))
                source = xml.readElementText().toUtf8();
            else if (xml.name() == QLatin1String("translation"))
                texts_[context + '\n' + source] =
                    xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
        }
    }
    QString translate(const char* context, const char* source, const char*,
                      int number) const override {
        QString text = texts_.value(QByteArray(context) + '\n' + source);
        for (const QLatin1String place : {QLatin1String("%Ln"), QLatin1String("%n")})
            text.replace(place, QString::number(number));
        return text;
    }
    bool isEmpty() const override { return false; }

private:
    QHash<QByteArray, QString> texts_;
};

/// Speaks a language for as long as it lives: "en", "zh" or "long".
class Language {
public:
    explicit Language(const QString& name) {
        if (name == QLatin1String("zh"))
            translator_ = &chinese_;
        else if (name == QLatin1String("long"))
            translator_ = &long_;
        if (translator_)
            QCoreApplication::installTranslator(translator_);
    }
    ~Language() {
        if (translator_)
            QCoreApplication::removeTranslator(translator_);
    }
    Language(const Language&) = delete;
    Language& operator=(const Language&) = delete;

private:
    CatalogueTranslator chinese_;
    LongTranslator long_;
    QTranslator* translator_ = nullptr;
};

/// A panel on screen.
class Shown {
public:
    explicit Shown(QSize size = {900, 700}, const Theme& theme = lightTheme()) {
        QApplication::setPalette(theme.palette());
        panel.setPackets(&details);
        panel.resize(size);
        panel.show();
        if (!QTest::qWaitForWindowExposed(&panel))
            qFatal("the panel did not show");
    }
    void show(LoadedCapture& capture, const ConnectionSnapshot* connection) {
        if (!connection)
            qFatal("no such connection");
        details.setHistory(capture.history());
        panel.show(connection, capture.detail(connection->key));
        QTest::qWait(0);
        if (!QTest::qWaitFor([&] { return isRead(); }))
            qFatal("the packets were not read");
    }
    LadderView& view() { return *panel.view(); }
    const LadderRows& rows() { return view().content().rows; }
    /// Whether the packets of all rows in sight were read and painted.
    bool isRead() {
        for (std::size_t row = 0; row < rows().rows().size(); ++row) {
            const QRect rect = view().rowRect(row);
            const bool inSight = rect.bottom() >= 0 && rect.top() < view().viewport()->height();
            if (inSight && rows().rows()[row].kind == LadderRow::Kind::Segment &&
                !details.find(rows().packets()[rows().rows()[row].first]))
                return false;
        }
        return true;
    }
    std::size_t firstRow(LadderRow::Kind kind) {
        const auto& all = rows().rows();
        const auto found = std::find_if(all.begin(), all.end(),
                                        [&](const LadderRow& row) { return row.kind == kind; });
        if (found == all.end())
            qFatal("no such row");
        return static_cast<std::size_t>(found - all.begin());
    }
    void click(std::size_t row, int x = -1) {
        const QRect rect = view().rowRect(row);
        const int middle = static_cast<int>(view().geometryNow().middle());
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {},
                          {x < 0 ? middle : x, rect.center().y()});
    }
    QColor pixel(double x, double y) {
        return view().viewport()->grab().toImage().pixelColor(static_cast<int>(x),
                                                              static_cast<int>(y));
    }
    QString label(std::size_t row) {
        return ladderLabel(view().content(), row).text().replace(QChar(QChar::Nbsp), u' ');
    }

    PacketDetails details;
    LadderPanel panel;
};

inline const ConnectionSnapshot* incarnation(LoadedCapture& capture, std::uint64_t number) {
    for (const ConnectionSnapshot& c : capture.changes.changed) {
        if (c.id.incarnation == number)
            return &c;
    }
    return nullptr;
}

/// Everything a ladder may draw, on ports that were used before.
inline const char* const kEverything =
    "> S 3102554809 w=64240 @0;< RA 0 3102554810 w=0 @0.018;"
    "> S 3481220117 w=64240 @1.022;< SA 1902447563 3481220118 w=65160 @1.04;"
    "> A 3481220118 1902447564 w=502 @1.05;"
    "> PA 3481220118 1902447564 w=502 +78 @1.06;> PA 3481220118 1902447564 w=502 +78 @1.3;"
    "< A 1902447564 3481220196 w=509 @1.31;"
    "< A 1902447564 3481220196 w=509 +1000 @1.311;< A 1902448564 3481220196 w=509 +1000 @1.312;"
    "< A 1902449564 3481220196 w=509 +1000 @1.313;< A 1902450564 3481220196 w=509 +1000 @1.314;"
    "> A 3481220196 1902451564 w=0 @1.32;< A 1902451563 3481220196 w=509 @1.4;"
    "> A 3481220196 1902451564 w=0 @1.41;> A 3481220196 1902451564 w=256 @1.5;"
    "< A 1902452564 3481220196 w=509 +1000 @1.501;> A 3481220196 1902451564 w=256 @1.502;"
    "> A 3481220196 1902451564 w=256 @1.503;"
    "> FA 3481220196 1902451564 w=256 @1.51;> R 3481220197 w=0 @1.52";

inline ScriptedCapture everything() {
    const QByteArray request = "GET /export.csv?of=<all>&with=everything HTTP/1.1\r\n\r\n";
    return ScriptedCapture(kEverything, {{5, request}, {6, request}});
}

/// A server that sends for long, in segments that do not form a run.
inline std::string longTalk(int segments) {
    std::string script;
    for (int i = 0; i < segments; ++i) {
        const std::string n = std::to_string(i);
        script += (i % 2 ? "< A " : "> A ") + std::to_string(1000 + i / 2) + ' ' +
                  std::to_string(1000 + (i + 1) / 2) + " +1;";
    }
    return script;
}

} // namespace synoptic::test
