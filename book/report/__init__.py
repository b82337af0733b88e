"""What only this report needs: charts, chapters, claims, figures, pages."""
