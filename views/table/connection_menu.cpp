// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of the connection table.
#include "views/table/connection_table_view.h"

#include "model/items/connection_columns.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace synoptic {

namespace {

QString text(const std::string& utf8) {
    return QString::fromStdString(utf8);
}

/// A bare address, for tools that take no scope.
QString addressText(const Endpoint& end) {
    return text(end.address.toString());
}

QString term(const char* key, const QString& value) {
    return value.isEmpty() ? QString() : QLatin1String(key) + quotedForFilter(value);
}

QString portTerm(const char* key, std::uint16_t port) {
    return port ? QLatin1String(key) + QString::number(port) : QString();
}

QString hostAndPort(const Endpoint& end) {
    const IpAddress address = end.address.unmapped();
    QString words;
    if (!address.isUnspecified())
        words = QStringLiteral("host ") + text(address.toString());
    if (end.port) {
        words += (words.isEmpty() ? QString() : QStringLiteral(" and ")) +
                 QStringLiteral("port %1").arg(end.port);
    }
    return words;
}

/// The condition that picks the connections with the same value in this column; empty where the
/// column holds measurements rather than kinds.
QString filterTermFor(ConnectionColumns::Column column, const ConnectionSnapshot& connection,
                      const QString& shown) {
    const FourTuple& tuple = connection.id.tuple;
    switch (column) {
    case ConnectionColumns::State:
        if (connection.id.protocol == Protocol::Udp)
            return QStringLiteral("proto:udp");
        return QStringLiteral("state:") + text(std::string(name(connection.state)));
    case ConnectionColumns::Process:
        return connection.owner.process ? term("process:", text(connection.owner.process->name))
                                        : QString();
    case ConnectionColumns::Pid:
        return connection.owner.process
                   ? QStringLiteral("pid:%1").arg(connection.owner.process->pid)
                   : QString();
    case ConnectionColumns::LocalAddress:
        return term("src:", addressText(tuple.local));
    case ConnectionColumns::RemoteAddress:
        return term("dst:", addressText(tuple.remote));
    case ConnectionColumns::LocalPort:
        return portTerm("sport:", tuple.local.port);
    case ConnectionColumns::RemotePort:
        return portTerm("dport:", tuple.remote.port);
    case ConnectionColumns::RemoteHost:
        return term("host:", shown);
    case ConnectionColumns::User:
        return term("user:", shown);
    case ConnectionColumns::Service:
        return portTerm("port:",
                        connection.role == Role::Client ? tuple.remote.port : tuple.local.port);
    default:
        return {};
    }
}

QString ssFilterFor(const ConnectionSnapshot& connection) {
    const FourTuple& tuple = connection.id.tuple;
    const auto side = [](const char* word, const Endpoint& end) {
        if (end.address.isUnspecified())
            return end.port ? QStringLiteral("%1 = :%2")
                                  .arg(QLatin1String(word[0] == 's' ? "sport" : "dport"))
                                  .arg(end.port)
                            : QString();
        return QLatin1String(word) + QLatin1Char(' ') +
               text(Endpoint{end.address, end.port, 0}.toString());
    };
    QStringList parts{side("src", tuple.local), side("dst", tuple.remote)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" and "));
}

QString captureFilterFor(const ConnectionSnapshot& connection) {
    QStringList parts{
        connection.id.protocol == Protocol::Udp ? QStringLiteral("udp") : QStringLiteral("tcp"),
        hostAndPort(connection.id.tuple.local), hostAndPort(connection.id.tuple.remote)};
    parts.removeAll(QString());
    return parts.join(QStringLiteral(" and "));
}

} // namespace

void ConnectionTableView::fillContextMenu(QMenu* menu, const QModelIndex& cell,
                                          const ConnectionSnapshot& connection) {
    const auto column = ConnectionColumns::Column(cell.column());
    const QString shown = cell.data().toString();
    const QString condition = filterTermFor(column, connection, shown);
    const auto put = [](const QString& words) { QGuiApplication::clipboard()->setText(words); };

    QMenu* filter = menu->addMenu(tr("Apply as filter"));
    const auto offer = [&](const QString& label, const QString& words, TermJoin join) {
        filter->addAction(label, this,
                          [this, words, join] { Q_EMIT filterTermChosen(words, join); });
    };
    if (!condition.isEmpty()) {
        // An ampersand in a menu's text would mark a key.
        QString plain = condition;
        plain.replace(QLatin1Char('&'), QLatin1String("&&"));
        offer(tr("Only %1").arg(plain), condition, TermJoin::Replace);
        offer(tr("All but %1").arg(plain), condition, TermJoin::AndNot);
        offer(tr("And %1").arg(plain), condition, TermJoin::And);
        offer(tr("Or %1").arg(plain), condition, TermJoin::Or);
        filter->addSeparator();
    }
    QStringList whole;
    for (auto part : {ConnectionColumns::LocalAddress, ConnectionColumns::LocalPort,
                      ConnectionColumns::RemoteAddress, ConnectionColumns::RemotePort}) {
        if (const QString words = filterTermFor(part, connection, {}); !words.isEmpty())
            whole << words;
    }
    offer(tr("Only this connection"), whole.join(QLatin1Char(' ')), TermJoin::Replace);

    QMenu* copy = menu->addMenu(tr("Copy"));
    copy->addAction(tr("Cell"), this, [put, shown] { put(shown); });
    copy->addAction(tr("Row"), this, &ConnectionTableView::copyRows);
    copy->addSeparator();
    copy->addAction(tr("Filter for ss"), this,
                    [put, words = ssFilterFor(connection)] { put(words); });
    copy->addAction(tr("Capture filter"), this,
                    [put, words = captureFilterFor(connection)] { put(words); });
    menu->addSeparator();

    QAction* follow = menu->addAction(tr("Follow"));
    follow->setCheckable(true);
    follow->setChecked(following_);
    QObject::connect(follow, &QAction::toggled, this, &ConnectionTableView::followToggled);
    QAction* resolve = menu->addAction(tr("Resolve names"));
    resolve->setCheckable(true);
    resolve->setChecked(resolving_);
    QObject::connect(resolve, &QAction::toggled, this, &ConnectionTableView::resolveNamesToggled);
}

} // namespace synoptic
