// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/report/report_dialog.h"

#include "views/theme/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalBlocker>

namespace synoptic {

namespace {

constexpr int kLongestKey = 256;
constexpr int kLeastNoteWidth = 360; ///< px, before the dialog was laid out

} // namespace

QString suffixOf(ReportRequest::Format format) {
    switch (format) {
    case ReportRequest::Format::Html:
        return QStringLiteral("html");
    case ReportRequest::Format::Pdf:
        return QStringLiteral("pdf");
    case ReportRequest::Format::Csv:
        return QStringLiteral("csv");
    case ReportRequest::Format::Json:
        break;
    }
    return QStringLiteral("json");
}

ReportDialog::ReportDialog(std::vector<ConnectionKey> selected, LanguageChoice language,
                           QWidget* parent)
    : QDialog(parent), selected_(std::move(selected)) {
    format_ = new QComboBox(this);
    format_->setObjectName(QStringLiteral("format"));
    for (int i = 0; i < 4; ++i)
        format_->addItem({});
    language_ = new QComboBox(this);
    language_->setObjectName(QStringLiteral("language"));
    language_->addItem(QStringLiteral("English"), int(LanguageChoice::English));
    language_->addItem(QStringLiteral("简体中文"), int(LanguageChoice::SimplifiedChinese));
    const bool chinese =
        language == LanguageChoice::SimplifiedChinese ||
        (language == LanguageChoice::System && QLocale().language() == QLocale::Chinese);
    language_->setCurrentIndex(chinese ? 1 : 0);
    all_ = new QRadioButton(this);
    some_ = new QRadioButton(this);
    some_->setObjectName(QStringLiteral("selectedOnly"));
    some_->setEnabled(!selected_.empty());
    all_->setChecked(true);
    redact_ = new QCheckBox(this);
    redact_->setObjectName(QStringLiteral("redact"));
    key_ = new QLineEdit(this);
    key_->setObjectName(QStringLiteral("key"));
    key_->setMaxLength(kLongestKey);
    note_ = new QLabel(this);
    for (QLabel** label : {&formatLabel_, &scopeLabel_, &languageLabel_, &keyLabel_})
        *label = new QLabel(this);
    note_->setTextFormat(Qt::PlainText);
    note_->setFont(uiFont(12));
    note_->setForegroundRole(QPalette::PlaceholderText);
    note_->setWordWrap(true);
    formatLabel_->setBuddy(format_);
    scopeLabel_->setBuddy(all_);
    languageLabel_->setBuddy(language_);
    keyLabel_->setBuddy(key_);

    auto* buttons = new QDialogButtonBox(this);
    save_ = buttons->addButton(QDialogButtonBox::Ok);
    save_->setProperty("primary", true);
    cancel_ = buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(format_, &QComboBox::currentIndexChanged, this, &ReportDialog::showState);
    connect(redact_, &QCheckBox::toggled, this, &ReportDialog::showState);

    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 20, 20, 16);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(formatLabel_, format_);
    form->addRow(languageLabel_, language_);
    form->addRow(scopeLabel_, all_);
    form->addRow(nullptr, some_);
    form->addRow(nullptr, redact_);
    form->addRow(keyLabel_, key_);
    form->addRow(nullptr, note_);
    form->addRow(buttons);
    setMinimumWidth(520);
    retranslate();
}

ReportRequest ReportDialog::request() const {
    ReportRequest request;
    request.format = ReportRequest::Format(format_->currentIndex());
    if (some_->isChecked())
        request.selected = selected_;
    if (redact_->isChecked())
        request.redact = key_->text().toUtf8();
    request.language = LanguageChoice(language_->currentData().toInt());
    return request;
}

void ReportDialog::showState() {
    const auto format = ReportRequest::Format(format_->currentIndex());
    const bool forPeople =
        format == ReportRequest::Format::Html || format == ReportRequest::Format::Pdf;
    language_->setEnabled(forPeople);
    languageLabel_->setEnabled(forPeople);
    key_->setEnabled(redact_->isChecked());
    keyLabel_->setEnabled(redact_->isChecked());
    note_->setText(
        redact_->isChecked()
            ? tr("Addresses that share a network still share one. Host, DNS and TLS names, URLs "
                 "and users are exchanged, arguments of processes left out. With the same key "
                 "two reports can be compared; who has it can find addresses by trying.")
            : tr("The report holds addresses and names as they are: look whom you send it to."));
    fitNote();
}

/// A form does not grow by itself for words that take another line.
void ReportDialog::fitNote() {
    const int wanted = note_->heightForWidth(std::max(note_->width(), kLeastNoteWidth));
    if (wanted == note_->minimumHeight())
        return;
    note_->setMinimumHeight(wanted);
    if (!isVisible())
        return;
    layout()->activate();
    resize(size().expandedTo(layout()->minimumSize()));
}

void ReportDialog::resizeEvent(QResizeEvent* event) {
    QDialog::resizeEvent(event);
    fitNote();
}

void ReportDialog::retranslate() {
    setWindowTitle(tr("Save report"));
    formatLabel_->setText(tr("&Format"));
    languageLabel_->setText(tr("&Language"));
    scopeLabel_->setText(tr("&Connections"));
    keyLabel_->setText(tr("&Key"));
    const QSignalBlocker quiet(format_);
    format_->setItemText(0, tr("HTML: one page for any browser"));
    format_->setItemText(1, tr("PDF: pages to print"));
    format_->setItemText(2, tr("CSV: a table for spreadsheets"));
    format_->setItemText(3, tr("JSON: everything, for programs"));
    all_->setText(tr("&All there are"));
    some_->setText(tr("Only the &selected (%Ln)", nullptr, int(selected_.size())));
    redact_->setText(tr("&Redact addresses and names"));
    key_->setPlaceholderText(tr("empty: a random key, used once"));
    save_->setText(tr("Save…"));
    cancel_->setText(tr("Cancel"));
    showState();
}

void ReportDialog::changeEvent(QEvent* event) {
    QDialog::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

} // namespace synoptic
