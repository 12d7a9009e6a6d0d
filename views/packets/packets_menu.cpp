// SPDX-License-Identifier: GPL-3.0-or-later
// The context menu of the packet table.
#include "views/packets/bytes_view.h"
#include "views/packets/packet_table_view.h"
#include "views/packets/packets_panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

namespace synoptic {

namespace {

/// The terms for one end, as the connection table's filter takes them.
QString termsFor(const Endpoint& end) {
    QString words = QStringLiteral("host:") + QString::fromStdString(end.address.toString());
    if (end.port != 0)
        words += QStringLiteral(" port:") + QString::number(end.port);
    return words;
}

} // namespace

void PacketsPanel::fillMenu(QMenu* menu, const QModelIndex& cell) {
    const PacketNumber number = model_->numberAt(cell.row());
    const ConnectionSnapshot* connection = model_->connectionOf(number);
    const ConnectionKey key = connection ? connection->key : 0;
    fillFilterMenu(menu->addMenu(tr("Apply as filter")), number);

    QMenu* copy = menu->addMenu(tr("Copy"));
    copy->addAction(tr("Cell"), table_, &PacketTableView::copyCell);
    copy->addAction(tr("Row"), table_, &PacketTableView::copyRows);
    copy->addSeparator();
    copy->addAction(tr("Bytes as hex"), this, [this, number] { copyBytes(number, false); });
    copy->addAction(tr("Bytes as text"), this, [this, number] { copyBytes(number, true); });
    menu->addSeparator();

    const auto add = [&](const QString& text, auto action) {
        menu->addAction(text, this, action)->setEnabled(key != 0);
    };
    add(tr("Show its connection"), [this, key] { Q_EMIT connectionChosen(key); });
    add(tr("Show in ladder"), [this, key, number] { Q_EMIT ladderRequested(key, number); });
    add(tr("Follow stream"), [this, key] { Q_EMIT followStreamRequested(key); });
}

void PacketsPanel::fillFilterMenu(QMenu* menu, PacketNumber number) {
    const ConnectionSnapshot* connection = model_->connectionOf(number);
    const PacketDetail* detail = details_->find(number);
    std::optional<FourTuple> ends;
    if (connection)
        ends = connection->id.tuple;
    else if (detail && detail->readable && detail->ip.version != 0)
        ends = FourTuple{detail->source, detail->destination};
    menu->setEnabled(ends.has_value());
    if (!ends)
        return;
    const auto offer = [&](const QString& label, const QString& words, FilterWrite write) {
        menu->addAction(label, this,
                        [this, words, write] { Q_EMIT filterTermChosen(words, write); });
    };
    for (const Endpoint& end : {ends->local, ends->remote}) {
        offer(tr("Only %1").arg(termsFor(end)), termsFor(end), FilterWrite::Replace);
        offer(tr("And not %1").arg(termsFor(end)), termsFor(end), FilterWrite::Not);
    }
    if (!connection)
        return;
    menu->addSeparator();
    QStringList whole;
    const ConnectionNames noNames;
    for (const auto column : {ConnectionColumns::LocalAddress, ConnectionColumns::LocalPort,
                              ConnectionColumns::RemoteAddress, ConnectionColumns::RemotePort})
        whole << termForCell(*connection, column, noNames);
    whole.removeAll(QString());
    offer(tr("Only this connection"), whole.join(QLatin1Char(' ')), FilterWrite::Replace);
}

/// At once if it was read, else as soon as it was.
void PacketsPanel::copyBytes(PacketNumber number, bool text) {
    if (content_->number() == number) {
        const QByteArray& bytes = content_->bytes();
        QGuiApplication::clipboard()->setText(text ? BytesView::asText(bytes)
                                                   : BytesView::asHex(bytes));
        return;
    }
    copyAsText_ = text;
    copyWhenRead_ = number;
    takeChoice(number);
}

} // namespace synoptic
