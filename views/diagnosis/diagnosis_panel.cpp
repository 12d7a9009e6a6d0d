// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/diagnosis/diagnosis_panel.h"

#include "model/items/finding_text.h"
#include "views/theme/icons.h"
#include "views/theme/theme_manager.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace synoptic {

namespace {

constexpr int kRowHeight = 60;
constexpr int kPadding = 12;
constexpr int kIcon = 16;

QLabel* plainLabel(QWidget* parent, const QFont& font = uiFont(13)) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

/// Three lines beside the severity's sign: what, about whom, since when.
class DiagnosisPanel::Delegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {180, kRowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const Theme& theme = themeOf(option.palette);
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        const bool over = index.data(FindingsModel::OverRole).toBool();
        painter->save();
        painter->fillRect(option.rect, selected ? theme.selection : theme.base);
        if (selected)
            painter->fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())),
                              theme.accent);
        painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                          theme.border);
        const auto severity =
            severityOf(FindingSeverity(index.data(FindingsModel::SeverityRole).toInt()));
        painter->drawPixmap(option.rect.left() + kPadding, option.rect.top() + 7,
                            severityPixmap(over ? Severity::Info : severity, kIcon,
                                           painter->device()->devicePixelRatioF()));
        const int left = option.rect.left() + kPadding + kIcon + 8;
        const int width = option.rect.right() - left - 6;
        int top = option.rect.top() + 5;
        const auto line = [&](const QString& text, const QFont& font, const QColor& ink) {
            painter->setFont(font);
            painter->setPen(ink);
            painter->drawText(QRect(left, top, width, 17), Qt::AlignVCenter,
                              painter->fontMetrics().elidedText(text, Qt::ElideRight, width));
            top += 17;
        };
        QString title = index.data().toString();
        if (!title.isEmpty())
            title[0] = title[0].toUpper();
        line(title, uiFont(13, true), over ? theme.dimmed : theme.text);
        line(index.data(FindingsModel::SubjectRole).toString(), uiFont(12), theme.muted);
        line(index.data(FindingsModel::SinceRole).toString(), uiFont(12), theme.muted);
        painter->restore();
    }
};

DiagnosisPanel::DiagnosisPanel(FindingsModel* findings, QWidget* parent)
    : QWidget(parent), findings_(findings) {
    list_ = new QListView(this);
    list_->setModel(findings);
    list_->setItemDelegate(new Delegate(this));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMinimumWidth(170);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                if (const Finding* finding = findings_->at(now.row()))
                    selected_ = finding->id;
                chosen_ = chosen_ || list_->hasFocus();
                showFinding();
            });
    buildPage();
    auto* halves = new QSplitter(Qt::Horizontal, this);
    halves->addWidget(list_);
    halves->addWidget(scroll_);
    halves->setStretchFactor(1, 1);
    halves->setSizes({230, 560});
    halves->setChildrenCollapsible(false);
    empty_ = plainLabel(this);
    empty_->setAlignment(Qt::AlignCenter);
    pages_ = new QStackedWidget(this);
    pages_->addWidget(halves);
    pages_->addWidget(empty_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(pages_);
    connect(findings, &QAbstractItemModel::modelReset, this, &DiagnosisPanel::showState);
    connect(findings, &QAbstractItemModel::dataChanged, this, &DiagnosisPanel::showFinding);
    retranslate();
}

void DiagnosisPanel::buildPage() {
    auto* page = new QWidget(this);
    icon_ = new QLabel(page);
    title_ = plainLabel(page, uiFont(15, true));
    when_ = plainLabel(page, uiFont(12));
    show_ = new QPushButton(page);
    connect(show_, &QPushButton::clicked, this, [this] {
        const Finding* finding = findings_->at(findings_->rowOf(selected_));
        if (!finding)
            return;
        Q_EMIT filterChosen(findingFilter(*finding));
        if (finding->connections.size() == 1)
            Q_EMIT connectionChosen(finding->connections.front());
    });
    const auto head = [&] { return plainLabel(page, uiFont(13, true)); };
    evidenceHead_ = head();
    evidence_ = plainLabel(page, uiFont(12));
    meaningHead_ = head();
    meaning_ = plainLabel(page);
    adviceHead_ = head();
    advice_ = plainLabel(page);

    auto* top = new QHBoxLayout;
    top->setSpacing(10);
    top->addWidget(icon_, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(title_);
    words->addWidget(when_);
    words->addSpacing(4);
    words->addWidget(show_, 0, Qt::AlignLeft);
    top->addLayout(words, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kPadding, 10, kPadding, 10);
    column->setSpacing(4);
    column->addLayout(top);
    for (QLabel* label : {evidenceHead_, evidence_, meaningHead_, meaning_, adviceHead_, advice_}) {
        if (label == evidenceHead_ || label == meaningHead_ || label == adviceHead_)
            column->addSpacing(6);
        column->addWidget(label);
    }
    column->addStretch(1);
    scroll_ = new QScrollArea(this);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setWidget(page);
    scroll_->setMinimumWidth(240);
}

QString DiagnosisPanel::subject() const {
    return tr("%Ln finding(s)", nullptr, findings_->current());
}

void DiagnosisPanel::select(std::uint64_t id) {
    const int row = findings_->rowOf(id);
    chosen_ = row >= 0;
    if (chosen_)
        list_->setCurrentIndex(findings_->index(row));
}

/// Rows may have moved: the chosen finding stays chosen, else the first is.
void DiagnosisPanel::showState() {
    const bool any = findings_->rowCount() > 0;
    pages_->setCurrentIndex(any ? 0 : 1);
    if (any)
        list_->setCurrentIndex(
            findings_->index(chosen_ ? qMax(0, findings_->rowOf(selected_)) : 0));
    else
        chosen_ = false;
    showFinding();
    Q_EMIT subjectChanged(subject());
}

void DiagnosisPanel::showFinding() {
    const Finding* finding = findings_->at(findings_->rowOf(selected_));
    scroll_->widget()->setVisible(finding);
    if (!finding)
        return;
    icon_->setPixmap(severityPixmap(severityOf(finding->severity), 22, devicePixelRatioF()));
    title_->setText(findingSummary(*finding));
    when_->setText(
        findings_->index(findings_->rowOf(selected_)).data(FindingsModel::SinceRole).toString());
    evidence_->setText(findingEvidence(*finding).join(QLatin1Char('\n')));
    meaning_->setText(findingMeaning(*finding));
    advice_->setText(findingAdvice(*finding));
    show_->setVisible(!findingFilter(*finding).isEmpty());
}

QString DiagnosisPanel::detailText() const {
    return QStringList{title_->text(), evidence_->text(), meaning_->text(), advice_->text()}.join(
        QLatin1Char('\n'));
}

void DiagnosisPanel::retranslate() {
    evidenceHead_->setText(tr("Evidence"));
    meaningHead_->setText(tr("What it means"));
    adviceHead_->setText(tr("What to try"));
    show_->setText(tr("Show its connections"));
    empty_->setText(tr("Nothing to report. What goes wrong with connections is said here, with its "
                       "evidence and what to try."));
    QPalette muted = palette();
    muted.setColor(QPalette::WindowText, themeOf(this).muted);
    when_->setPalette(muted);
    list_->setAccessibleName(tr("Findings"));
    findings_->retranslate();
    showState();
}

void DiagnosisPanel::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        retranslate();
}

} // namespace synoptic
