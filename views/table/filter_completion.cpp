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

QStringList sorted(const QSet<QString>& found) {
    QStringList words(found.begin(), found.end());
    words.removeAll(QString());
    words.sort(Qt::CaseInsensitive);
    return words;
}

} // namespace

FilterValues ConnectionPanel::valuesSeen() const {
    QSet<QString> processes, users, services, interfaces;
    const int rows = std::min(model_->rowCount(), kMostRowsSearched);
    for (int row = 0; row < rows; ++row) {
        const ConnectionSnapshot& connection = *model_->at(row);
        if (connection.owner.process)
            processes << QString::fromStdString(connection.owner.process->name);
        if (!names_)
            continue;
        if (connection.uid)
            users << names_->user(*connection.uid);
        services << names_->service(servicePort(connection), connection.id.protocol);
        interfaces << names_->interfaceName(connection.interfaceIndex);
    }
    return {sorted(processes), sorted(users), sorted(services), sorted(interfaces)};
}

void ConnectionPanel::complete(const QString& text, qsizetype cursor) {
    const FilterCompletions found = completions(text, cursor, valuesSeen());
    field_->edit()->offer(found.words.mid(0, kMostOffered), found.start, found.length);
}

} // namespace synoptic
