// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/items/report/redaction_option.h"

#include "model/items/report/redactor.h"

namespace synoptic {

std::optional<QByteArray> takeRedactOption(QStringList& arguments) {
    const QString plain = QStringLiteral("--redact");
    const QString keyed = plain + QLatin1Char('=');
    std::optional<QByteArray> key;
    for (qsizetype i = 1; i < arguments.size() && arguments[i] != QLatin1String("--");) {
        const QString one = arguments[i];
        if (one != plain && !one.startsWith(keyed)) {
            ++i;
            continue;
        }
        key = one == plain ? qgetenv(kRedactKeyVariable) : one.mid(keyed.size()).toUtf8();
        arguments.removeAt(i);
    }
    return key;
}

std::optional<QByteArray> redactionSecret(const std::optional<QByteArray>& key) {
    return key && key->isEmpty() ? std::optional(Redactor::randomSecret()) : key;
}

} // namespace synoptic
