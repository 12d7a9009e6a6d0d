// SPDX-License-Identifier: GPL-3.0-or-later
// What the filter field offers while a person types.
#include "model/items/connection_table_model.h"
#include "views/table/connection_panel.h"
#include "views/table/filter_field.h"

#include <QSet>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kMostOffered = 12;
constexpr int kMostRowsSearched = 2000;

const QStringList& filterKeys() {
    static const QStringList keys{
        QStringLiteral("state:"), QStringLiteral("port:"),    QStringLiteral("sport:"),
        QStringLiteral("dport:"), QStringLiteral("src:"),     QStringLiteral("dst:"),
        QStringLiteral("host:"),  QStringLiteral("process:"), QStringLiteral("pid:"),
        QStringLiteral("user:"),  QStringLiteral("proto:"),   QStringLiteral("rtt:>"),
        QStringLiteral("age:<"),  QStringLiteral("is:"),      QStringLiteral("not"),
        QStringLiteral("or")};
    return keys;
}

/// Values a key can take: fixed words, or what the rows hold now.
QStringList valuesOf(const QString& key, const ConnectionTableModel& model) {
    if (key == QLatin1String("is:"))
        return {QStringLiteral("listening"), QStringLiteral("loopback"), QStringLiteral("closed")};
    if (key == QLatin1String("proto:"))
        return {QStringLiteral("tcp"), QStringLiteral("udp")};
    if (key == QLatin1String("state:")) {
        QStringList names;
        for (TcpState state : kAllTcpStates)
            names << QString::fromLatin1(name(state).data(), qsizetype(name(state).size()));
        return names;
    }
    QSet<QString> found;
    const int rows = std::min(model.rowCount(), kMostRowsSearched);
    for (int row = 0; row < rows; ++row) {
        const ConnectionSnapshot& connection = *model.at(row);
        const FourTuple& tuple = connection.id.tuple;
        if (key == QLatin1String("process:") && connection.owner.process)
            found << quotedForFilter(QString::fromStdString(connection.owner.process->name));
        else if (key == QLatin1String("port:") || key == QLatin1String("sport:"))
            found << QString::number(tuple.local.port);
        else if (key == QLatin1String("dport:") && tuple.remote.port)
            found << QString::number(tuple.remote.port);
        else if (key == QLatin1String("src:"))
            found << QString::fromStdString(tuple.local.address.toString());
        else if (key == QLatin1String("dst:") && tuple.remote.port)
            found << QString::fromStdString(tuple.remote.address.toString());
    }
    QStringList values(found.begin(), found.end());
    values.sort();
    return values;
}

} // namespace

void ConnectionPanel::complete(const QString& text, qsizetype cursor) {
    FilterEdit* edit = field_->edit();
    const qsizetype start = edit->wordStart();
    const QString word = text.mid(start, cursor - start);
    QStringList offered;
    const qsizetype colon = word.indexOf(QLatin1Char(':'));
    if (colon >= 0) {
        const QString key = word.left(colon + 1).toLower();
        const qsizetype comma = word.lastIndexOf(QLatin1Char(','));
        const QString begun = word.mid(std::max(colon, comma) + 1);
        const QString before = word.left(word.size() - begun.size());
        for (const QString& value : valuesOf(key, *model_)) {
            if (value.startsWith(begun, Qt::CaseInsensitive) && value != begun)
                offered << before + value;
        }
    } else if (!word.isEmpty()) {
        for (const QString& key : filterKeys()) {
            if (key.startsWith(word, Qt::CaseInsensitive) && key != word)
                offered << key;
        }
    }
    edit->setCompletions(offered.mid(0, kMostOffered));
}

} // namespace synoptic
