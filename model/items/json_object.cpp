// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/json_object.h"

#include <QString>

#include <array>
#include <cstdio>

namespace synoptic {

QByteArray jsonSeconds(std::chrono::nanoseconds time) {
    const bool negative = time.count() < 0;
    const auto all = static_cast<std::uint64_t>(negative ? -time.count() : time.count());
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s%llu.%09llu", negative ? "-" : "",
                  static_cast<unsigned long long>(all / 1'000'000'000U),
                  static_cast<unsigned long long>(all % 1'000'000'000U));
    QByteArray out(text.data());
    while (out.endsWith('0'))
        out.chop(1);
    if (out.endsWith('.'))
        out.chop(1);
    return out;
}

QByteArray jsonQuoted(std::string_view utf8) {
    // Through QString, which replaces what is no UTF-8.
    const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString out;
    out.reserve(text.size() + 2);
    out += u'"';
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\')
            out += QLatin1Char('\\');
        if (c.category() == QChar::Other_Control)
            out += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return (out += u'"').toUtf8();
}

} // namespace synoptic
