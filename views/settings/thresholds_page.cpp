// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/thresholds_page.h"

#include "model/items/threshold_fields.h"

#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace synoptic {

ThresholdsPage::ThresholdsPage(Settings& settings, QWidget* parent)
    : QWidget(parent), settings_(settings) {
    note_ = new QLabel(this);
    note_->setTextFormat(Qt::PlainText);
    note_->setWordWrap(true);
    note_->setFont(uiFont(12));
    auto* form = new QFormLayout;
    form->setVerticalSpacing(6);
    form->setHorizontalSpacing(16);
    for (const ThresholdField& field : thresholdFields()) {
        auto* label = labels_.emplace_back(new QLabel(this));
        label->setTextFormat(Qt::PlainText);
        QDoubleSpinBox* box = boxes_.emplace_back(new QDoubleSpinBox(this));
        box->setObjectName(QLatin1String(field.key));
        box->setRange(field.least, field.most);
        box->setSingleStep(field.step);
        box->setDecimals(field.decimals);
        label->setBuddy(box);
        form->addRow(label, box);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ThresholdsPage::write);
    }
    restore_ = new QPushButton(this);
    connect(restore_, &QPushButton::clicked, this, [this] {
        settings_.setThresholds({});
        read();
        Q_EMIT changed();
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(10);
    column->addWidget(note_);
    column->addLayout(form);
    column->addWidget(restore_, 0, Qt::AlignLeft);
    column->addStretch(1);
    retranslate();
    read();
}

void ThresholdsPage::read() {
    reading_ = true;
    const DiagnosisThresholds thresholds = settings_.thresholds();
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        boxes_[i]->setValue(thresholdFields()[i].get(thresholds));
    restore_->setEnabled(!settings_.thresholdsAreDefault());
    reading_ = false;
}

void ThresholdsPage::write() {
    if (reading_)
        return;
    DiagnosisThresholds thresholds = settings_.thresholds();
    for (std::size_t i = 0; i < boxes_.size(); ++i)
        thresholdFields()[i].set(thresholds, boxes_[i]->value());
    settings_.setThresholds(thresholds);
    restore_->setEnabled(!settings_.thresholdsAreDefault());
    Q_EMIT changed();
}

void ThresholdsPage::retranslate() {
    note_->setText(tr("When the diagnosis speaks up. It holds for what is watched from now on; an "
                      "open capture file is read again with these numbers."));
    restore_->setText(tr("Restore &defaults"));
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        const ThresholdField& field = thresholdFields()[i];
        labels_[i]->setText(field.text());
        boxes_[i]->setSuffix(
            field.unit == ThresholdField::Unit::Seconds
                //: Seconds, after a number; the leading space stays
                ? tr(" s")
                : field.unit == ThresholdField::Unit::Percent ? QStringLiteral(" %") : QString());
    }
}

void ThresholdsPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace synoptic
