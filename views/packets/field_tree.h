// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTreeView>

#include <set>

namespace synoptic {

class PacketFieldsModel;

/// The fields of a packet. What was open stays open from packet to packet, and so does the chosen
/// field where the next packet has it.
class FieldTree : public QTreeView {
    Q_OBJECT

public:
    explicit FieldTree(PacketFieldsModel* model, QWidget* parent = nullptr);

    /// Index into the model's fields; -1: none.
    int currentField() const;
    /// Opens what it lies in.
    void selectField(int field);

Q_SIGNALS:
    /// -1: none.
    void fieldChosen(int field);

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option,
                 const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect,
                      const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QColor groundOf(const QModelIndex& index) const;
    void takeFields();
    void openAsBefore(const QModelIndex& parent);
    void copyField(bool valueOnly) const;
    void retranslate();

    PacketFieldsModel* fields_;
    std::set<QByteArray> open_;
    QByteArray chosenKey_;
    bool restoring_ = false;
    bool sizing_ = false;
    bool sizedByPerson_ = false;
};

} // namespace synoptic
