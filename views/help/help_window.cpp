// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/help/help_window.h"

#include "views/help/help_text.h"
#include "views/settings/settings.h"

#include <QAction>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollBar>
#include <QShortcut>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <QUrl>

#include <utility>

namespace synoptic {

namespace {
constexpr QSize kFirstSize(880, 640);
constexpr int kIdRole = Qt::UserRole;
} // namespace

HelpWindow::HelpWindow(Settings& settings, QList<QAction*> withShortcuts, QWidget* parent)
    : QWidget(parent, Qt::Window), settings_(settings), withShortcuts_(std::move(withShortcuts)) {
    auto* left = new QWidget(this);
    back_ = new QToolButton(left);
    back_->setText(QStringLiteral("←"));
    forward_ = new QToolButton(left);
    forward_->setText(QStringLiteral("→"));
    search_ = new QLineEdit(left);
    search_->setClearButtonEnabled(true);
    contents_ = new QTreeWidget(left);
    contents_->setHeaderHidden(true);
    contents_->setFrameShape(QFrame::NoFrame);
    page_ = new QTextBrowser(this);
    page_->setOpenLinks(false); // only topics are followed, and by go() alone
    page_->setFrameShape(QFrame::NoFrame);
    page_->document()->setDocumentMargin(20);

    auto* tools = new QHBoxLayout;
    tools->setContentsMargins(6, 6, 6, 6);
    tools->setSpacing(4);
    tools->addWidget(back_);
    tools->addWidget(forward_);
    tools->addWidget(search_, 1);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(tools);
    column->addWidget(contents_, 1);
    auto* parts = new QSplitter(this);
    parts->addWidget(left);
    parts->addWidget(page_);
    parts->setStretchFactor(1, 1);
    parts->setChildrenCollapsible(false);
    parts->setSizes({280, 600});
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);

    const auto key = [this](const QKeySequence& keys, auto act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    key(QKeySequence(Qt::ALT | Qt::Key_Left), [this] { go(-1); });
    key(QKeySequence(Qt::ALT | Qt::Key_Right), [this] { go(1); });
    key(QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    key(QKeySequence(Qt::Key_Escape), [this] { close(); });
    connect(back_, &QToolButton::clicked, this, [this] { go(-1); });
    connect(forward_, &QToolButton::clicked, this, [this] { go(1); });
    connect(search_, &QLineEdit::textChanged, this, &HelpWindow::fillContents);
    connect(search_, &QLineEdit::returnPressed, this, [this] {
        if (QTreeWidgetItem* first = contents_->topLevelItem(0))
            open(first->data(0, kIdRole).toString());
    });
    connect(contents_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        const QString id = item ? item->data(0, kIdRole).toString() : QString();
        if (!id.isEmpty())
            open(id);
    });
    connect(page_, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
        if (link.scheme() == QLatin1String("topic"))
            open(link.path());
    });
    resize(kFirstSize);
    restoreGeometry(settings_.helpGeometry());
    reload();
}

void HelpWindow::open(const QString& topic) {
    const bool known = topic == QLatin1String(kGlossaryTopic) || topics_.find(topic);
    const QString id = known ? topic : QStringLiteral("start");
    if (id == this->topic())
        return;
    history_.resize(place_ + 1);
    history_ << id;
    ++place_;
    showPage();
}

void HelpWindow::go(int places) {
    if (place_ + places < 0 || place_ + places >= history_.size())
        return;
    place_ += places;
    showPage();
}

void HelpWindow::reload() {
    topics_ = helpInLanguage();
    setWindowTitle(tr("Help"));
    search_->setPlaceholderText(tr("Search the help"));
    search_->setAccessibleName(search_->placeholderText());
    contents_->setAccessibleName(tr("Contents"));
    page_->setAccessibleName(tr("Help page"));
    back_->setToolTip(tr("Back"));
    back_->setAccessibleName(tr("Back"));
    forward_->setToolTip(tr("Forward"));
    forward_->setAccessibleName(tr("Forward"));
    fillContents();
    showPage();
}

/// All sections with their topics, or, while something is searched, what was found.
void HelpWindow::fillContents() {
    const QSignalBlocker quiet(contents_); // filling chooses nothing
    contents_->clear();
    const QString words = search_->text().trimmed();
    const auto item = [](const HelpTopic& topic) {
        auto* made = new QTreeWidgetItem({topic.title});
        made->setData(0, kIdRole, topic.id);
        return made;
    };
    contents_->setRootIsDecorated(words.isEmpty());
    if (!words.isEmpty()) {
        for (const HelpTopic* topic : topics_.search(words))
            contents_->addTopLevelItem(item(*topic));
        return;
    }
    QTreeWidgetItem* section = nullptr;
    for (const HelpTopic& topic : topics_.topics()) {
        if (!section || section->text(0) != topic.section) {
            section = new QTreeWidgetItem({topic.section});
            section->setFlags(Qt::ItemIsEnabled);
            contents_->addTopLevelItem(section);
        }
        section->addChild(item(topic));
    }
    if (QTreeWidgetItem* first = contents_->topLevelItem(0))
        first->setExpanded(true);
}

void HelpWindow::showPage() {
    if (place_ < 0)
        return;
    const HelpTopic* topic = topics_.find(history_[place_]);
    page_->setMarkdown(topic ? helpPage(*topic, withShortcuts_) : glossaryPage(topics_));
    page_->document()->setDocumentMargin(20);
    page_->verticalScrollBar()->setValue(0);
    back_->setEnabled(place_ > 0);
    forward_->setEnabled(place_ + 1 < history_.size());

    const QSignalBlocker quiet(contents_);
    for (QTreeWidgetItemIterator at(contents_); *at; ++at) {
        if ((*at)->data(0, kIdRole).toString() == history_[place_]) {
            contents_->setCurrentItem(*at);
            contents_->scrollToItem(*at);
            return;
        }
    }
    contents_->setCurrentItem(nullptr);
}

void HelpWindow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        reload();
    else if (event->type() == QEvent::PaletteChange)
        showPage(); // links took their colour when the page was made
}

void HelpWindow::closeEvent(QCloseEvent* event) {
    settings_.setHelpGeometry(saveGeometry());
    QWidget::closeEvent(event);
}

} // namespace synoptic
