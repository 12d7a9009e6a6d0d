// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/packets/packets_panel.h"

#include "model/items/packet_fields_model.h"
#include "views/common/segmented_control.h"
#include "views/packets/bytes_view.h"
#include "views/packets/field_tree.h"
#include "views/packets/packet_filter_field.h"
#include "views/packets/packet_table_view.h"

#include <QCheckBox>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

namespace synoptic {

PacketsPanel::PacketsPanel(PacketDetails* details, PacketConnections connections, QWidget* parent)
    : QWidget(parent), details_(details),
      model_(new PacketTableModel(details, std::move(connections), this)),
      fields_(new PacketFieldsModel(this)), content_(new PacketContent(details, this)) {
    buildStrip();
    buildPages();
    buildDetails();
    connectParts();
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    retranslate();
    showCounts();
    showContent();
}

void PacketsPanel::connectParts() {
    connect(modes_, &SegmentedControl::chosen, this, &PacketsPanel::applyMode);
    connect(field_, &PacketFilterField::filterChosen, model_, &PacketTableModel::setFilter);
    connect(clearFilter_, &QPushButton::clicked, this, [this] { field_->setText({}); });
    connect(relative_, &QCheckBox::toggled, this, [this](bool on) {
        model_->setRelativeNumbers(on);
        table_->viewport()->update();
        content_->show(selected_, hintsFor(selected_));
    });
    connect(model_, &PacketTableModel::countsChanged, this, &PacketsPanel::showCounts);
    connect(model_, &QAbstractItemModel::modelReset, this, &PacketsPanel::restoreRow);
    connect(model_, &QAbstractItemModel::rowsInserted, this, &PacketsPanel::restoreRow);
    connect(details_, &PacketDetails::reset, this, [this] {
        selected_ = kNoPacket;
        connection_ = 0;
        place_ = {};
        applyMode();
    });
    connect(table_, &PacketTableView::packetChosen, this, &PacketsPanel::takeChoice);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (const auto key = index.data(PacketTableModel::ConnectionKeyRole).toULongLong())
            Q_EMIT connectionChosen(key);
    });
    connect(table_, &PacketTableView::menuRequested, this,
            [this](const QModelIndex& index, const QPoint& where) {
                auto* menu = new QMenu(this);
                menu->setAttribute(Qt::WA_DeleteOnClose);
                fillMenu(menu, index);
                menu->popup(where);
            });
    connect(content_, &PacketContent::changed, this, &PacketsPanel::showContent);
    connect(tree_, &FieldTree::fieldChosen, this, &PacketsPanel::showField);
    connect(bytes_, &BytesView::byteChosen, this,
            [this](std::uint32_t byte) { tree_->selectField(fields_->fields().at(byte)); });
}

PacketsPanel::Mode PacketsPanel::mode() const {
    return modes_->current() == 0 ? Mode::All : Mode::Connection;
}

void PacketsPanel::setMode(Mode mode) {
    if (mode == this->mode())
        return;
    modes_->setCurrent(mode == Mode::All ? 0 : 1);
    applyMode();
}

void PacketsPanel::applyMode() {
    table_->setOneConnection(mode() == Mode::Connection);
    if (mode() == Mode::All)
        model_->showAll();
    else
        model_->showConnection(place_.flow, place_.lastPacket);
    showCounts();
}

void PacketsPanel::setFollowing(bool follow) {
    table_->setFollowing(follow);
    isLive_ = follow;
    showPage();
}

void PacketsPanel::showConnection(const ConnectionSnapshot* connection) {
    connection_ = connection ? connection->key : 0;
    place_ = connection ? connection->wire : WirePlace();
    if (mode() == Mode::Connection)
        model_->showConnection(place_.flow, place_.lastPacket);
    showPage();
}

void PacketsPanel::refreshConnections() {
    model_->refreshRows();
}

void PacketsPanel::takeChoice(PacketNumber number) {
    if (number == selected_)
        return;
    selected_ = number;
    content_->show(number, hintsFor(number));
    Q_EMIT packetSelected(number);
}

void PacketsPanel::selectPacket(PacketNumber number) {
    if (number == selected_)
        return;
    selected_ = number;
    content_->show(number, hintsFor(number));
    const IndexedPacket* packet = model_->packet(number);
    if (packet && mode() == Mode::Connection && packet->flow != place_.flow)
        setMode(Mode::All);
    const int row = model_->rowOf(number);
    if (row < 0) {
        table_->selectionModel()->clear();
        return;
    }
    restoreRow();
    table_->showRow(row);
}

/// The chosen packet keeps its row, however the rows came to be.
void PacketsPanel::restoreRow() {
    const int row = selected_ == kNoPacket ? -1 : model_->rowOf(selected_);
    if (row < 0 || table_->currentPacket() == selected_)
        return;
    const int column = qMax(0, table_->currentIndex().column());
    table_->selectionModel()->setCurrentIndex(model_->index(row, column),
                                              QItemSelectionModel::ClearAndSelect |
                                                  QItemSelectionModel::Rows);
    table_->showRow(row);
}

FieldHints PacketsPanel::hintsFor(PacketNumber number) const {
    FieldHints hints;
    const IndexedPacket* packet = model_->packet(number);
    const auto& base = model_->connections().base;
    if (!packet || packet->flow == kNoFlow || !base || !model_->hasRelativeNumbers())
        return hints;
    hints.sequenceBase = base(packet->flow, packet->sender);
    hints.acknowledgmentBase = base(packet->flow, other(packet->sender));
    return hints;
}

void PacketsPanel::showContent() {
    bytes_->setBytes(content_->bytes());
    fields_->setFields(content_->fields());
    const bool any = content_->number() != kNoPacket;
    parts_->setVisible(any);
    if (any && !shared_) {
        shared_ = true;
        share();
    }
    if (any && !content_->isReadable())
        bytesTitle_->setText(tr("The packet's bytes cannot be read any more"));
    if (copyWhenRead_ != kNoPacket && copyWhenRead_ == content_->number())
        copyBytes(content_->number(), copyAsText_);
    copyWhenRead_ = kNoPacket;
}

/// Its bytes, and more faintly those of the layer it belongs to.
void PacketsPanel::showField(int field) {
    const auto size = qulonglong(content_->bytes().size());
    if (field < 0) {
        bytes_->setHighlight(0, 0);
        bytesTitle_->setText(tr("%Ln byte(s) captured", nullptr, int(size)));
        return;
    }
    const PacketField& chosen = fields_->fields()[field];
    int layer = field;
    while (layer >= 0 && fields_->fields()[layer].kind != PacketField::Kind::Layer)
        layer = fields_->fields()[layer].parent;
    const PacketField& outer = fields_->fields()[layer < 0 ? field : layer];
    const bool isFrame = outer.begin == 0 && outer.end == size; // all of it is no hint
    bytes_->setHighlight(chosen.begin, chosen.end, isFrame ? 0 : outer.begin,
                         isFrame ? 0 : outer.end);
    if (chosen.begin == chosen.end)
        bytesTitle_->setText(tr("%1: no bytes of its own").arg(chosen.name));
    else if (chosen.end == chosen.begin + 1)
        //: %1 is the place of a byte, %2 how many there are, %3 the field
        bytesTitle_->setText(tr("Byte %1 of %2 · %3").arg(chosen.begin).arg(size).arg(chosen.name));
    else
        //: %1 and %2 are places of bytes, %3 how many there are, %4 the field
        bytesTitle_->setText(tr("Bytes %1 to %2 of %3 · %4")
                                 .arg(chosen.begin)
                                 .arg(chosen.end - 1)
                                 .arg(size)
                                 .arg(chosen.name));
}

void PacketsPanel::showCounts() {
    field_->setCounts(model_->rowCount(), int(qMin<std::uint64_t>(model_->totalCount(), INT_MAX)));
    if (model_->isSearching())
        field_->setProgress(model_->searchProgress());
    else
        field_->setDone();
    showPage();
}

void PacketsPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showCounts();
        content_->readAgain();
    }
}

void PacketsPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

} // namespace synoptic
