// SPDX-License-Identifier: GPL-3.0-or-later
// What stands around a conversation: tools, names, the line below.
#include "views/common/dock_title.h"
#include "views/common/segmented_control.h"
#include "views/packets/stream_ends.h"
#include "views/packets/stream_panel.h"
#include "views/packets/stream_view.h"
#include "views/theme/icons.h"
#include "views/theme/theme.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace synoptic {

namespace {

/// Below this width the find field takes a row of its own, px.
constexpr int kNarrow = 760;
constexpr int kLeastWidth = 360;

} // namespace

StreamPanel::StreamPanel(QWidget* parent)
    : QWidget(parent), reader_(new StreamReader(this)), saver_(new StreamSaver(this)),
      view_(new StreamView(reader_, this)) {
    makeTools();
    makeLayout();
    connect(reader_, &StreamReader::changed, this, &StreamPanel::showState);
    connect(reader_, &StreamReader::closed, this, &StreamPanel::showState);
    connect(view_, &StreamView::searchChanged, this, &StreamPanel::showMatches);
    connect(view_, &StreamView::selectionChanged, this, &StreamPanel::showTools);
    connect(view_, &StreamView::copyRequested, this, &StreamPanel::copy);
    connect(view_, &StreamView::packetChosen, this, &StreamPanel::packetChosen);
    connect(saver_, &StreamSaver::saved, this, [this](const QString& path, quint64 missing) {
        showTools();
        Q_EMIT saved(path, missing);
    });
    connect(saver_, &StreamSaver::failed, this, [this](const QString& path, const QString& why) {
        showTools();
        Q_EMIT saveFailed(path, why);
    });
    retranslate();
}

void StreamPanel::makeTools() {
    ends_ = new StreamEnds(this);
    form_ = new SegmentedControl(this);
    direction_ = new SegmentedControl(this);
    for (int i = 0; i < 2; ++i)
        form_->addSegment({});
    for (int i = 0; i < 3; ++i)
        direction_->addSegment({});
    find_ = new QLineEdit(this);
    find_->setClearButtonEnabled(true);
    find_->setMinimumWidth(120);
    find_->setMaximumWidth(280);
    matches_ = new QLabel(this);
    matches_->setTextFormat(Qt::PlainText);
    matches_->setFont(uiFont(12));
    previous_ = makeSmallTool(QStringLiteral("go-up"), this);
    next_ = makeSmallTool(QStringLiteral("go-down"), this);
    copy_ = makeSmallTool(QStringLiteral("edit-copy"), this);
    for (QToolButton* tool : {previous_, next_, copy_})
        tool->setFocusPolicy(Qt::TabFocus);
    save_ = new QPushButton(this);
    save_->setIcon(symbolicIcon(QStringLiteral("document-export")));
    save_->setMenu(new QMenu(save_));

    connect(form_, &SegmentedControl::chosen, this, [this](int index) {
        view_->setForm(index == 0 ? StreamLines::Form::Text : StreamLines::Form::Hex);
    });
    connect(direction_, &SegmentedControl::chosen, this, [this](int index) {
        view_->setOnly(index == 0 ? std::nullopt
                                  : std::optional(index == 1 ? client_ : other(client_)));
        showState();
    });
    connect(find_, &QLineEdit::textChanged, view_, &StreamView::find);
    connect(find_, &QLineEdit::returnPressed, this, [this] {
        view_->findNext(QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier));
    });
    connect(previous_, &QToolButton::clicked, this, [this] { view_->findNext(true); });
    connect(next_, &QToolButton::clicked, this, [this] { view_->findNext(); });
    connect(copy_, &QToolButton::clicked, this, &StreamPanel::copy);
}

void StreamPanel::makeLayout() {
    auto* choices = new QHBoxLayout;
    choices->setSpacing(8);
    choices->addWidget(form_);
    choices->addWidget(direction_);
    choices->addStretch();
    auto* search = new QHBoxLayout;
    search->setSpacing(4);
    search->addWidget(find_, 1);
    search->addWidget(previous_);
    search->addWidget(next_);
    search->addWidget(matches_);
    search->addStretch();
    search->addWidget(copy_);
    search->addWidget(save_);
    tools_ = new QBoxLayout(QBoxLayout::LeftToRight);
    tools_->setContentsMargins(8, 5, 8, 5);
    tools_->setSpacing(8);
    tools_->addLayout(choices);
    tools_->addLayout(search, 1);

    empty_ = new QLabel(this);
    empty_->setTextFormat(Qt::PlainText);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setWordWrap(true);
    empty_->setMargin(20);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(empty_);
    pages_->addWidget(view_);

    foot_ = new QWidget(this);
    notes_ = new QLabel(foot_);
    notes_->setTextFormat(Qt::PlainText);
    notes_->setFont(uiFont(11));
    notes_->setForegroundRole(QPalette::PlaceholderText);
    notes_->setWordWrap(true);
    more_ = new QPushButton(foot_);
    connect(more_, &QPushButton::clicked, this, [this] {
        reader_->readMore();
        showState();
    });
    auto* footRow = new QHBoxLayout(foot_);
    footRow->setContentsMargins(10, 4, 8, 4);
    footRow->addWidget(notes_, 1);
    footRow->addWidget(more_);

    auto* column = new QVBoxLayout(this);
    column->setSizeConstraint(QLayout::SetNoConstraint); // minimumSizeHint() knows
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools_);
    column->addWidget(ends_);
    column->addWidget(pages_, 1);
    column->addWidget(foot_);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    QWidget* before = form_->segment(0);
    for (QWidget* tool : std::initializer_list<QWidget*>{
             form_->segment(1), direction_->segment(0), direction_->segment(1),
             direction_->segment(2), find_, previous_, next_, copy_, save_, view_, more_}) {
        setTabOrder(before, tool);
        before = tool;
    }
}

void StreamPanel::fillSaveMenu() {
    QMenu* menu = save_->menu();
    menu->clear();
    menu->addAction(tr("The client's bytes…"), this, [this] { saveAs(Saved::ClientBytes); });
    menu->addAction(tr("The server's bytes…"), this, [this] { saveAs(Saved::ServerBytes); });
    menu->addAction(tr("The conversation as text…"), this, [this] { saveAs(Saved::Text); });
}

void StreamPanel::retranslate() {
    form_->segment(0)->setText(tr("Text"));
    //: Hexadecimal
    form_->segment(1)->setText(tr("Hex"));
    direction_->segment(0)->setText(tr("Both"));
    direction_->segment(1)->setText(tr("Client"));
    direction_->segment(2)->setText(tr("Server"));
    for (SegmentedControl* control : {form_, direction_})
        for (int i = 0; i < (control == form_ ? 2 : 3); ++i)
            control->segment(i)->updateGeometry();
    form_->setAccessibleName(tr("How it is shown"));
    direction_->setAccessibleName(tr("Whose data is shown"));
    find_->setPlaceholderText(tr("Find"));
    find_->setAccessibleName(tr("Find in the conversation"));
    find_->setToolTip(tr(
        "Capital or small letters do not matter. \\x1b, \\r, \\n, \\t and \\0 stand for bytes."));
    previous_->setToolTip(tr("Previous match"));
    next_->setToolTip(tr("Next match"));
    copy_->setAccessibleName(tr("Copy"));
    for (QToolButton* tool : {previous_, next_})
        tool->setAccessibleName(tool->toolTip());
    more_->setText(tr("Load more"));
    view_->setAccessibleName(tr("What the two ends said"));
    view_->setAccessibleDescription(
        tr("Ctrl+Up and Ctrl+Down go from one message to the next, Enter shows its packet"));
    fillSaveMenu();
    showState();
}

void StreamPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

/// The width of the tools in two rows, whatever they are in now.
QSize StreamPanel::minimumSizeHint() const {
    return {kLeastWidth, QWidget::minimumSizeHint().height()};
}

void StreamPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    tools_->setDirection(width() < kNarrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace synoptic
