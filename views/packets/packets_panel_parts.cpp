// SPDX-License-Identifier: GPL-3.0-or-later
// What the panel of packets is made of, and where it stands.
#include "model/items/packet_fields_model.h"
#include "views/common/segmented_control.h"
#include "views/packets/bytes_view.h"
#include "views/packets/field_tree.h"
#include "views/packets/packet_filter_field.h"
#include "views/packets/packet_table_view.h"
#include "views/packets/packets_panel.h"
#include "views/theme/theme.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace synoptic {

namespace {

constexpr int kTwoLines = 720;   ///< px of width below which the strip has two lines
constexpr int kBeside = 760;     ///< px from which fields and bytes stand side by side
constexpr int kTall = 380;       ///< px of height from which they stand below the table
constexpr int kWideEnough = 700; ///< px from which they can stand at its right

} // namespace

void PacketsPanel::buildStrip() {
    strip_ = new QWidget(this);
    modes_ = new SegmentedControl(strip_);
    modes_->addSegment({});
    modes_->addSegment({});
    field_ = new PacketFilterField(strip_);
    relative_ = new QCheckBox(strip_);
    relative_->setChecked(true);
    relative_->setFixedHeight(28);
    auto* grid = new QGridLayout(strip_);
    grid->setContentsMargins(8, 6, 8, 6);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    setTabOrder(modes_, field_->edit());
    setTabOrder(field_->edit(), relative_);
}

void PacketsPanel::buildPages() {
    table_ = new PacketTableView(model_, this);
    auto* note = new QWidget(this);
    noteTitle_ = new QLabel(note);
    noteMore_ = new QLabel(note);
    for (QLabel* label : {noteTitle_, noteMore_}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    noteTitle_->setFont(uiFont(13));
    noteMore_->setForegroundRole(QPalette::PlaceholderText);
    clearFilter_ = new QPushButton(note);
    auto* column = new QVBoxLayout(note);
    column->setContentsMargins(16, 8, 16, 8);
    column->setSpacing(10);
    column->addStretch();
    column->addWidget(noteTitle_);
    column->addWidget(noteMore_);
    column->addWidget(clearFilter_, 0, Qt::AlignHCenter);
    column->addStretch();
    pages_ = new QStackedWidget(this);
    pages_->addWidget(note);
    pages_->addWidget(table_);
}

void PacketsPanel::buildDetails() {
    tree_ = new FieldTree(fields_, this);
    bytes_ = new BytesView(this);
    auto* side = new QWidget(this);
    bytesTitle_ = new QLabel(side);
    bytesTitle_->setTextFormat(Qt::PlainText);
    bytesTitle_->setFont(uiFont(12));
    bytesTitle_->setFixedHeight(26);
    bytesTitle_->setContentsMargins(8, 0, 8, 0);
    bytesTitle_->setAutoFillBackground(true);
    bytesTitle_->setBackgroundRole(QPalette::Midlight); // the ground of headers
    bytesTitle_->setMinimumWidth(60);
    bytesTitle_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bytesTitle_);
    column->addWidget(bytes_, 1);

    parts_ = new QSplitter(this);
    parts_->setChildrenCollapsible(false);
    parts_->addWidget(tree_);
    parts_->addWidget(side);
    parts_->setStretchFactor(0, 1); // the bytes keep their width, and the fields take the rest
    halves_ = new QSplitter(Qt::Vertical, this);
    halves_->addWidget(pages_);
    halves_->addWidget(parts_);
    halves_->setCollapsible(0, false);
    halves_->setStretchFactor(0, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(strip_);
    whole->addWidget(halves_, 1);
    setTabOrder(relative_, table_);
    setTabOrder(table_, tree_);
    setTabOrder(tree_, bytes_);
}

/// Wide and low, as a dock at the bottom, or tall.
void PacketsPanel::arrange() {
    auto* grid = static_cast<QGridLayout*>(strip_->layout());
    const bool two = width() < kTwoLines;
    grid->removeWidget(modes_);
    grid->removeWidget(field_);
    grid->removeWidget(relative_);
    grid->addWidget(modes_, 0, 0, Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(field_, two ? 1 : 0, two ? 0 : 1, 1, two ? 3 : 1);
    grid->addWidget(relative_, 0, 2, Qt::AlignRight | Qt::AlignTop);
    grid->setColumnStretch(1, 1);

    const bool below = height() >= kTall || width() < kWideEnough;
    const Qt::Orientation outer = below ? Qt::Vertical : Qt::Horizontal;
    const Qt::Orientation inner = below && width() >= kBeside ? Qt::Horizontal : Qt::Vertical;
    if (halves_->orientation() == outer && parts_->orientation() == inner)
        return;
    halves_->setOrientation(outer);
    parts_->setOrientation(inner);
    share();
}

/// Divides the room anew; a person moves the handles from there.
void PacketsPanel::share() {
    const bool below = halves_->orientation() == Qt::Vertical;
    const int whole = below ? halves_->height() : halves_->width();
    const int details = below ? whole * 9 / 20 : std::max(whole * 2 / 5, 340);
    halves_->setSizes({whole - details, details});
    const bool beside = parts_->orientation() == Qt::Horizontal;
    const int both = beside ? halves_->width() : (below ? details : halves_->height());
    // Where there is little height, fields come first.
    const int height = below ? details : halves_->height();
    const int bytes = beside ? std::min(bytes_->sizeHint().width(), both * 11 / 20)
                             : std::max(height * 9 / 20 - (below ? 0 : 40), 70);
    parts_->setSizes({both - bytes, bytes});
}

/// The rows, or why there are none and what can be done.
void PacketsPanel::showPage() {
    const bool filtered = !model_->filter().isEmpty();
    const bool some = model_->rowCount() > 0 || model_->isSearching();
    pages_->setCurrentIndex(some ? 1 : 0);
    clearFilter_->setVisible(false);
    if (some)
        return;
    QString title;
    QString more;
    if (!isLive_ && model_->totalCount() == 0) {
        title = tr("No packets");
        more = tr("The capture holds none that could be read.");
    } else if (!details_->history()) {
        title = tr("State polling only: sequence numbers unavailable");
        more = tr("Open a capture file, or capture packets, to see them here.");
    } else if (model_->totalCount() == 0) {
        title = tr("No packets yet");
        more = tr("They show here as they are captured.");
    } else if (model_->hasSearchFailed()) {
        title = tr("The packets could not be looked through");
        more = tr("They cannot be read any more. Clear the filter to see what is known of them.");
        clearFilter_->setVisible(filtered);
    } else if (mode() == Mode::Connection && connection_ == 0) {
        title = tr("Select a connection to see its packets");
    } else if (mode() == Mode::Connection && place_.lastPacket == kNoPacket) {
        title = tr("No packet of this connection was captured");
    } else if (mode() == Mode::Connection && !filtered) {
        title = tr("The packets of this connection are not kept any more");
    } else {
        title = tr("No packets match");
        clearFilter_->setVisible(filtered);
    }
    noteTitle_->setText(title);
    noteMore_->setText(more);
    noteMore_->setVisible(!more.isEmpty());
}

void PacketsPanel::retranslate() {
    modes_->segment(0)->setText(tr("All packets"));
    modes_->segment(1)->setText(tr("Selected connection"));
    modes_->setAccessibleName(tr("Which packets are shown"));
    for (int i = 0; i < 2; ++i)
        modes_->segment(i)->updateGeometry();
    relative_->setText(tr("Relative numbers"));
    relative_->setToolTip(
        tr("Count sequence numbers from the beginning of the connection, where it is known"));
    clearFilter_->setText(tr("Clear filter"));
    showField(tree_->currentField());
}

} // namespace synoptic
