// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/views/diagram_zh_strings.h"
#include "views/diagram/diagram_painter.h"

#include <QCoreApplication>
#include <QTranslator>

#include <cstring>
#include <initializer_list>
#include <optional>

/// Languages and contents the diagram's tests share.
namespace synoptic::test {

class ChineseTranslator : public QTranslator {
public:
    QString translate(const char* context, const char* source, const char*,
                      int number) const override {
        for (const TranslatedString& entry : kChinese) {
            if (std::strcmp(entry.context, context) == 0 && std::strcmp(entry.source, source) == 0)
                return QString::fromUtf8(entry.translation)
                    .replace(QLatin1String("%n"), QString::number(number));
        }
        return {};
    }
    bool isEmpty() const override { return false; }
};

/// A language whose every string is 40 % longer than the English one.
class LongTranslator : public QTranslator {
public:
    QString translate(const char*, const char* source, const char*, int) const override {
        const QString text = QString::fromUtf8(source);
        return text + QString(qMax<qsizetype>(1, (text.size() * 2 + 4) / 5), QLatin1Char('~'));
    }
    bool isEmpty() const override { return false; }
};

/// Speaks a language for as long as it lives: "en", "zh" or "long".
class Speaking {
public:
    explicit Speaking(const QString& language) {
        if (language == QLatin1String("zh"))
            translator_ = &chinese_;
        else if (language == QLatin1String("long"))
            translator_ = &long_;
        if (translator_)
            QCoreApplication::installTranslator(translator_);
    }
    ~Speaking() {
        if (translator_)
            QCoreApplication::removeTranslator(translator_);
    }
    Speaking(const Speaking&) = delete;
    Speaking& operator=(const Speaking&) = delete;

private:
    ChineseTranslator chinese_;
    LongTranslator long_;
    QTranslator* translator_ = nullptr;
};

/// A path through the states given; `inferred` counts hops from 1.
inline DiagramPath pathThrough(std::initializer_list<TcpState> states,
                               std::optional<TcpState> peer = {},
                               std::initializer_list<int> inferred = {}) {
    DiagramPath path;
    const TcpState* before = nullptr;
    int number = 0;
    for (const TcpState& state : states) {
        if (before) {
            ++number;
            const bool guess =
                std::find(inferred.begin(), inferred.end(), number) != inferred.end();
            path.hops.push_back({findEdge(*before, state),
                                 guess ? Evidence::Inferred : Evidence::SocketTable, number,
                                 number});
            path.current = edgeFigures()[path.hops.back().edge].target;
        }
        before = &state;
    }
    if (peer)
        path.peer = static_cast<NodeIndex>(index(*peer));
    return path;
}

/// The numbers of the mock-ups.
inline DiagramContent sampleContent() {
    DiagramContent content;
    const auto set = [&](TcpState state, std::uint32_t count, double rate) {
        content.counts[index(state)] = count;
        content.stateRates[index(state)] = rate;
    };
    set(TcpState::Listen, 23, 0);
    set(TcpState::SynSent, 4, 2);
    set(TcpState::SynReceived, 17, 9);
    set(TcpState::Established, 1284, 11);
    set(TcpState::FinWait1, 2, 0);
    set(TcpState::FinWait2, 31, 1);
    set(TcpState::TimeWait, 412, 7);
    set(TcpState::CloseWait, 56, 3);
    set(TcpState::LastAck, 3, 0);
    return content;
}

} // namespace synoptic::test
