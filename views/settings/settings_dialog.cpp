// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/settings/settings_dialog.h"

#include "views/settings/thresholds_page.h"
#include "views/theme/theme_manager.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace synoptic {

namespace {

QComboBox* choices(int count, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (int i = 0; i < count; ++i)
        box->addItem(QString());
    return box;
}

} // namespace

SettingsDialog::SettingsDialog(Settings& settings, QWidget* parent)
    : QDialog(parent), settings_(settings) {
    interval_ = new QDoubleSpinBox(this);
    interval_->setObjectName(QStringLiteral("interval"));
    interval_->setRange(0.1, 10);
    interval_->setSingleStep(0.1);
    interval_->setDecimals(1);
    keepClosed_ = new QSpinBox(this);
    keepClosed_->setRange(0, 3600);
    keepClosed_->setSingleStep(10);
    theme_ = choices(3, this);
    language_ = choices(3, this);
    motion_ = choices(3, this);
    names_ = new QCheckBox(this);
    namesNote_ = new QLabel(this);
    namesNote_->setTextFormat(Qt::PlainText);
    namesNote_->setWordWrap(true);
    namesNote_->setFont(uiFont(12));

    form_ = new QFormLayout;
    form_->setVerticalSpacing(10);
    form_->setHorizontalSpacing(16);
    for (QWidget* field :
         std::initializer_list<QWidget*>{interval_, keepClosed_, theme_, language_, motion_})
        form_->addRow(new QLabel(this), field);
    form_->addRow(names_);
    form_->addRow(namesNote_);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::accept);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(12);
    auto* general = new QWidget(this);
    auto* page = new QVBoxLayout(general);
    page->setContentsMargins(12, 12, 12, 12);
    page->addLayout(form_);
    page->addStretch(1);
    thresholds_ = new ThresholdsPage(settings_, this);
    connect(thresholds_, &ThresholdsPage::changed, this, &SettingsDialog::changed);
    tabs_ = new QTabWidget(this);
    tabs_->addTab(general, QString());
    tabs_->addTab(thresholds_, QString());
    column->addWidget(tabs_);
    column->addWidget(buttons);

    retranslate();
    read();
    const auto written = [this] { write(); };
    connect(interval_, &QDoubleSpinBox::valueChanged, this, written);
    connect(keepClosed_, &QSpinBox::valueChanged, this, written);
    for (QComboBox* box : {theme_, language_, motion_})
        connect(box, &QComboBox::currentIndexChanged, this, written);
    connect(names_, &QCheckBox::toggled, this, written);
    setMinimumWidth(420);
}

void SettingsDialog::read() {
    reading_ = true;
    interval_->setValue(double(settings_.interval().count()) / 1000);
    keepClosed_->setValue(int(settings_.keepClosed().count()));
    theme_->setCurrentIndex(int(settings_.theme()));
    language_->setCurrentIndex(int(settings_.language()));
    motion_->setCurrentIndex(int(settings_.reducedMotion()));
    names_->setChecked(settings_.resolveNames());
    reading_ = false;
}

void SettingsDialog::write() {
    if (reading_)
        return;
    settings_.setInterval(std::chrono::milliseconds(qRound(interval_->value() * 1000)));
    settings_.setKeepClosed(std::chrono::seconds(keepClosed_->value()));
    settings_.setTheme(ThemeChoice(theme_->currentIndex()));
    settings_.setLanguage(LanguageChoice(language_->currentIndex()));
    settings_.setReducedMotion(MotionChoice(motion_->currentIndex()));
    settings_.setResolveNames(names_->isChecked());
    Q_EMIT changed();
}

void SettingsDialog::retranslate() {
    reading_ = true;
    setWindowTitle(tr("Settings"));
    tabs_->setTabText(0, tr("General"));
    tabs_->setTabText(1, tr("Diagnosis"));
    const auto label = [this](QWidget* field, const QString& text) {
        auto* words = static_cast<QLabel*>(form_->labelForField(field));
        words->setText(text);
        words->setBuddy(field);
    };
    label(interval_, tr("&Refresh every"));
    label(keepClosed_, tr("&Keep closed connections"));
    label(theme_, tr("&Theme"));
    label(language_, tr("&Language"));
    label(motion_, tr("Reduced &motion"));
    //: Seconds, after a number; the leading space stays
    interval_->setSuffix(tr(" s"));
    keepClosed_->setSuffix(tr(" s"));
    theme_->setItemText(0, tr("As the desktop"));
    theme_->setItemText(1, tr("Light"));
    theme_->setItemText(2, tr("Dark"));
    language_->setItemText(0, tr("As the system"));
    // A language is named in itself, so that its speakers find it.
    language_->setItemText(1, QStringLiteral("English"));
    language_->setItemText(2, QStringLiteral("简体中文"));
    motion_->setItemText(0, tr("As the desktop"));
    //: Reduced motion is switched on
    motion_->setItemText(1, tr("On"));
    //: Reduced motion is switched off
    motion_->setItemText(2, tr("Off"));
    names_->setText(tr("Look up the &names of remote hosts"));
    namesNote_->setText(tr("Each look-up tells your name server whom this computer talks to."));
    reading_ = false;
}

void SettingsDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

} // namespace synoptic
